package org.wengert.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.wengert.source.BigStack;

/**
 * Compiles Java in memory with the compiler of the running JDK. What the code refers to is read from a class loader, so that
 * it compiles wherever those classes were loaded from.
 */
final class JavaCompilation {

    /**
     * The modules of Java are all that there is, even in an image that has others: what is in a module of the caller's is read from
     * its class loader too, for a class of the same package cannot be compiled beside the module.
     */
    private static final List<String> OPTIONS = List.of(
            "-proc:none",
            "-g:source,lines",
            "-Xlint:none",
            "-implicit:none",
            "--limit-modules",
            ModuleFinder.ofSystem().findAll().stream()
                    .map(module -> module.descriptor().name())
                    .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
                    .collect(Collectors.joining(",")));

    private JavaCompilation() {}

    /** Whether there is a compiler, where there is the module that would know it. */
    static boolean isPossible() {
        return ToolProvider.getSystemJavaCompiler() != null;
    }

    /**
     * The class files of {@code sources}.
     *
     * @param sources texts by name of class
     * @param known classes that the sources refer to, besides those of the JDK
     * @return class files by binary name
     */
    static Map<String, byte[]> compile(Map<String, String> sources, List<Class<?>> known) {
        JavaCompiler compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                .orElseThrow(() -> new IllegalStateException("bug: this JVM has no compiler, and nobody asked before"));
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (Files files = new Files(
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, null),
                known.stream().collect(Collectors.toMap(Class::getName, c -> c, (a, b) -> a)))) {
            List<JavaFileObject> units = new ArrayList<>();
            sources.forEach((name, text) -> units.add(new Source(name, text)));
            boolean succeeded = BigStack.call(() -> compiler.getTask(null, files, diagnostics, OPTIONS, null, units)
                    .call());
            if (!succeeded) {
                throw new IllegalStateException("bug: generated Java does not compile: " + errors(diagnostics));
            }
            return files.classes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String errors(DiagnosticCollector<JavaFileObject> diagnostics) {
        String errors = diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT))
                .limit(5)
                .collect(Collectors.joining("; "));
        return errors.isEmpty() ? "no reason given, which javac does when its stack overflows" : errors;
    }

    /** A text to compile. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** A class file being written. */
    private static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String className) {
            super(URI.create("memory:///" + className.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    /** A class that is loaded already. */
    private static final class Loaded extends SimpleJavaFileObject {
        private final Class<?> type;

        Loaded(Class<?> type) {
            super(URI.create("loaded:///" + type.getName().replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
            this.type = type;
        }

        @Override
        public InputStream openInputStream() throws IOException {
            String path = "/" + type.getName().replace('.', '/') + ".class";
            @Nullable InputStream stream = type.getResourceAsStream(path);
            if (stream == null) {
                throw new IOException("the class file of " + type.getName() + " cannot be read");
            }
            return stream;
        }
    }

    /** Writes to memory, and finds loaded classes where the class path has none. */
    private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Class<?>> known;
        private final Map<String, Output> outputs = new HashMap<>();

        Files(JavaFileManager standard, Map<String, Class<?>> known) {
            super(standard);
            this.known = known;
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            outputs.forEach((name, output) -> classes.put(name, output.bytes.toByteArray()));
            return classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            return outputs.computeIfAbsent(className, Output::new);
        }

        @Override
        public Iterable<JavaFileObject> list(
                Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            if (location != StandardLocation.CLASS_PATH) {
                return super.list(location, packageName, kinds, recurse);
            }
            List<JavaFileObject> files = new ArrayList<>();
            if (kinds.contains(JavaFileObject.Kind.CLASS)) {
                known.values().stream()
                        .filter(type -> type.getPackageName().equals(packageName))
                        .forEach(type -> files.add(new Loaded(type)));
            }
            return files;
        }

        @Override
        public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof Loaded loaded ? loaded.type.getName() : super.inferBinaryName(location, file);
        }

        @Override
        public @Nullable ClassLoader getClassLoader(Location location) {
            return null;
        }
    }
}
