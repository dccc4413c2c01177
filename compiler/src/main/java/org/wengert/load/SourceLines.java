package org.wengert.load;

import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wengert.shaded.asm.ClassReader;
import org.wengert.shaded.asm.ClassVisitor;
import org.wengert.shaded.asm.ClassWriter;
import org.wengert.shaded.asm.Label;
import org.wengert.shaded.asm.MethodVisitor;
import org.wengert.shaded.asm.Opcodes;

/** Has class files of generated Java say which lines of the program their code comes from. */
final class SourceLines {

    private final LineMap map;

    SourceLines(LineMap map) {
        this.map = map;
    }

    /**
     * The class file with the program's lines instead of those of Java: stack traces, debuggers and profiles show the program.
     * What comes from no line of it counts to the line before.
     */
    byte[] inPlaceOfJava(byte[] classFile) {
        return change(classFile, map.programFile(), Optional.empty(), map.lines());
    }

    /** The class file with a {@link SourceMap} for debuggers; the lines of Java stay. */
    byte[] besidesJava(byte[] classFile) {
        ClassLines lines = ClassLines.of(classFile);
        SourceMap smap = SourceMap.of(map, lines.lines());
        return change(classFile, lines.file().orElse(map.javaFile()), Optional.of(smap.text()), null);
    }

    /**
     * @param lines in place of those there are; null to leave these alone
     */
    private static byte[] change(
            byte[] classFile, String file, Optional<String> sourceMap, @Nullable NavigableMap<Integer, Integer> lines) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Visitor(writer, file, sourceMap, lines), 0);
        return writer.toByteArray();
    }

    private static final class Visitor extends ClassVisitor {
        private final String file;
        private final Optional<String> sourceMap;
        private final @Nullable NavigableMap<Integer, Integer> lines;

        Visitor(
                ClassVisitor next,
                String file,
                Optional<String> sourceMap,
                @Nullable NavigableMap<Integer, Integer> lines) {
            super(Opcodes.ASM9, next);
            this.file = file;
            this.sourceMap = sourceMap;
            this.lines = lines;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            super.visit(version, access, name, signature, superName, interfaces);
            super.visitSource(file, sourceMap.orElse(null));
        }

        @Override
        public void visitSource(@Nullable String source, @Nullable String debug) {
            // Said already, also of classes that say nothing of it.
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return lines == null ? next : new Renumbering(next, lines);
        }
    }

    private static final class Renumbering extends MethodVisitor {
        private final NavigableMap<Integer, Integer> lines;

        Renumbering(@Nullable MethodVisitor next, NavigableMap<Integer, Integer> lines) {
            super(Opcodes.ASM9, next);
            this.lines = lines;
        }

        @Override
        public void visitLineNumber(int line, Label start) {
            Integer mapped = lines.get(line);
            if (mapped != null) {
                super.visitLineNumber(mapped, start);
            }
        }
    }
}
