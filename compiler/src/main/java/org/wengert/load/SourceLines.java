package org.wengert.load;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.LineOrigin;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/**
 * Has classes name the lines of the program that their code comes from, instead of those of Java that is in no file: stack traces,
 * debuggers and profiles show the program. What comes from no line of it counts to the line before.
 */
final class SourceLines {

    private final String file;
    private final Map<Integer, Integer> lines = new HashMap<>();

    SourceLines(GeneratedSource java, SourceText program) {
        String name = program.name();
        this.file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        for (LineOrigin origin : java.lines()) {
            if (!origin.span().equals(Span.NONE)) {
                lines.putIfAbsent(
                        origin.line(), program.position(origin.span().start()).line());
            }
        }
    }

    /** The class file with the program's lines. */
    byte[] applyTo(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Visitor(writer), 0);
        return writer.toByteArray();
    }

    private final class Visitor extends ClassVisitor {
        Visitor(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitSource(@Nullable String source, @Nullable String debug) {
            super.visitSource(file, debug);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitLineNumber(int line, Label start) {
                    Integer mapped = lines.get(line);
                    if (mapped != null) {
                        super.visitLineNumber(mapped, start);
                    }
                }
            };
        }
    }
}
