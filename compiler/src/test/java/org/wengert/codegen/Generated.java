package org.wengert.codegen;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.source.SourceText;

/** Generates and compiles the way a user's build does: every warning on, and an error. */
public final class Generated {

    private Generated() {}

    /** The Java of a program. */
    static GeneratedSource of(String program, String... products) {
        Compilation compilation = Compiler.compile(
                SourceText.of("Example.expr", program),
                CompilerOptions.named("Example", "f")
                        .with(
                                CompilerOption.DERIVE,
                                Arrays.stream(products)
                                        .map(p -> new ProductRequest(p, List.of()))
                                        .toList()));
        if (!compilation.succeeded()) {
            throw new AssertionError(compilation.diagnostics());
        }
        return compilation.java();
    }

    /** The body of a method, without the documentation. */
    static String method(GeneratedSource source, String head) {
        int from = source.text().indexOf(head);
        int end = source.text().indexOf("\n    }\n", from);
        return source.text().substring(from, end + "\n    }\n".length()).replaceAll("(?m)^    ", "");
    }

    /** What javac says of {@code sources} with every warning on; empty if nothing. Class files go to {@code folder}. */
    public static String javac(Path folder, List<GeneratedSource> sources, String... more) {
        try {
            List<Path> files = new ArrayList<>();
            for (GeneratedSource source : sources) {
                Path file = folder.resolve("src").resolve(source.path());
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source.text()));
            }
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StringWriter out = new StringWriter();
            try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
                List<String> options = new ArrayList<>(List.of(
                        "-Xmaxerrs", "500", "-Xlint:all", "-Werror", "-encoding", "UTF-8", "-d", folder.toString()));
                options.addAll(Arrays.asList(more));
                boolean succeeded = compiler.getTask(
                                out, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                        .call();
                return succeeded ? out.toString() : "failed: " + out;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most bytes that each method of the class files below {@code folder} has. */
    public static Map<String, Integer> methodSizes(Path folder) throws IOException {
        Map<String, Integer> sizes = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                new ClassReader(Files.readAllBytes(file))
                        .accept(new Sizes(file.getFileName().toString(), sizes), 0);
            }
        }
        return sizes;
    }

    private static final class Sizes extends ClassVisitor {
        private final String className;
        private final Map<String, Integer> sizes;

        Sizes(String className, Map<String, Integer> sizes) {
            super(Opcodes.ASM9);
            this.className = className;
            this.sizes = sizes;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new CodeSizeEvaluator(null) {
                @Override
                public void visitEnd() {
                    sizes.put(className + "." + name + descriptor, getMaxSize());
                }
            };
        }
    }
}
