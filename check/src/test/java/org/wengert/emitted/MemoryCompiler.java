package org.wengert.emitted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles Java in memory, against the class path of the tests and classes that were compiled here before. */
final class MemoryCompiler implements AutoCloseable {

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);

    /** The class files of sources by name of class; absent if they do not compile. */
    Optional<Map<String, byte[]>> compile(Map<String, String> sources, Map<String, byte[]> known, String... options) {
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Text(name, text)));
        Files files = new Files(standard, known);
        List<String> all = new ArrayList<>(List.of("-proc:none", "-implicit:none"));
        all.addAll(List.of(options));
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(said, files, d -> said.append(d.toString()), all, null, units)
                .call();
        errors = said.toString();
        return compiled ? Optional.of(files.classes()) : Optional.empty();
    }

    private String errors = "";

    /** What was said of the last sources. */
    String errors() {
        return errors;
    }

    @Override
    public void close() throws IOException {
        standard.close();
    }

    private static URI uri(String name, JavaFileObject.Kind kind) {
        return URI.create("memory:///" + name.replace('.', '/') + kind.extension);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(uri(name, Kind.SOURCE), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String name) {
            super(uri(name, Kind.CLASS), Kind.CLASS);
            this.name = name;
        }

        ClassFile(String name, byte[] content) {
            this(name);
            bytes.writeBytes(content);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        @Override
        public java.io.InputStream openInputStream() {
            return new java.io.ByteArrayInputStream(bytes.toByteArray());
        }
    }

    private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> known;
        private final Map<String, ClassFile> written = new HashMap<>();

        Files(JavaFileManager standard, Map<String, byte[]> known) {
            super(standard);
            this.known = known;
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            written.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
            return classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return written.computeIfAbsent(name, ClassFile::new);
        }

        @Override
        public Iterable<JavaFileObject> list(
                Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            List<JavaFileObject> all = new ArrayList<>();
            super.list(location, packageName, kinds, recurse).forEach(all::add);
            if (location == StandardLocation.CLASS_PATH && kinds.contains(JavaFileObject.Kind.CLASS)) {
                known.forEach((name, bytes) -> {
                    int dot = name.lastIndexOf('.');
                    if (packageName.equals(dot < 0 ? "" : name.substring(0, dot))) {
                        all.add(new ClassFile(name, bytes));
                    }
                });
            }
            return all;
        }

        @Override
        public String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof ClassFile known ? known.name : super.inferBinaryName(location, file);
        }
    }
}
