package org.wengert.load;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wengert.shaded.asm.ClassReader;
import org.wengert.shaded.asm.ClassVisitor;
import org.wengert.shaded.asm.Label;
import org.wengert.shaded.asm.MethodVisitor;
import org.wengert.shaded.asm.Opcodes;

/**
 * What a class file says of where its code was written.
 *
 * @param file the name of the source file
 * @param nestHost the class that it is nested in, as class files name it
 * @param hasCode whether it has methods with statements
 * @param lines all that these name
 */
record ClassLines(Optional<String> file, Optional<String> nestHost, boolean hasCode, NavigableSet<Integer> lines) {

    /** @throws IllegalArgumentException if it is no class file, or of a Java that is too new */
    static ClassLines of(byte[] classFile) {
        Visitor visitor = new Visitor();
        try {
            new ClassReader(classFile).accept(visitor, ClassReader.SKIP_FRAMES);
        } catch (ArrayIndexOutOfBoundsException damaged) {
            throw new IllegalArgumentException("it is damaged", damaged);
        }
        return new ClassLines(visitor.file, visitor.nestHost, visitor.hasCode, visitor.lines);
    }

    private static final class Visitor extends ClassVisitor {
        private Optional<String> file = Optional.empty();
        private Optional<String> nestHost = Optional.empty();
        private boolean hasCode;
        private final NavigableSet<Integer> lines = new TreeSet<>();

        Visitor() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitSource(@Nullable String source, @Nullable String debug) {
            file = Optional.ofNullable(source);
        }

        @Override
        public void visitNestHost(String host) {
            nestHost = Optional.of(host);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitCode() {
                    hasCode = true;
                }

                @Override
                public void visitLineNumber(int line, Label start) {
                    lines.add(line);
                }
            };
        }
    }
}
