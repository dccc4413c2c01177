package org.wengert.gradle;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A Gradle of the jar that is published for those who compile against its API.
 *
 * <p>That jar has the classes of all of Gradle's modules, and of each module the file that says which jars it is made of. Gradle looks
 * for these jars by their names; here they are there, and empty, because the classes are in the one jar.
 */
final class GradleOfApiJar implements Gradle, AutoCloseable {

    private static final String MANIFEST = "-classpath.properties";

    private final Path userHome;
    private final URLClassLoader loader;

    /** Lays out its jars in {@code folder}. */
    GradleOfApiJar(Path folder) throws IOException {
        // The jar declares a file system. Where it is first asked for inside of Groovy, Groovy's loading asks for it
        // again.
        FileSystemProvider.installedProviders();
        this.userHome = folder.resolve("user-home");
        Path jars = Files.createDirectories(folder.resolve("lib"));
        Path api = location("org.gradle.api.Project");
        String version = api.getFileName().toString().replaceAll("gradle-api-(.*)\\.jar", "$1");
        List<URL> urls = new ArrayList<>();
        for (Path real : List.of(
                api,
                location("groovy.lang.GroovyObject"),
                location("groovy.ant.AntBuilder"),
                location("groovy.json.JsonGenerator"),
                location("groovy.text.Template"),
                location("groovy.util.XmlParser"),
                location("kotlin.Unit"),
                location(InProcessBuild.class.getName()))) {
            urls.add(real.toUri().toURL());
        }
        try (JarFile jar = new JarFile(api.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.endsWith(MANIFEST) && name.indexOf('/') < 0) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        addModule(jars, name, version, in.readAllBytes());
                    }
                }
            }
        }
        // The compiler's jar is none of the API. The projects of the tests run javac as a command.
        addModule(jars, "gradle-java-compiler-plugin" + MANIFEST, version, new byte[0]);
        try (Stream<Path> all = Files.list(jars)) {
            for (Path jar : all.sorted().toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    private static void addModule(Path jars, String manifest, String version, byte[] properties) throws IOException {
        String module = manifest.substring(0, manifest.length() - MANIFEST.length());
        try (OutputStream file = Files.newOutputStream(jars.resolve(module + "-" + version + ".jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(manifest));
            jar.write(properties);
        }
        Properties read = new Properties();
        read.load(new ByteArrayInputStream(properties));
        for (String needed : read.getProperty("runtime", "").split(",", -1)) {
            if (!needed.isEmpty()) {
                new JarOutputStream(Files.newOutputStream(jars.resolve(needed))) {
                    @Override
                    public void close() throws IOException {
                        putNextEntry(new JarEntry("empty"));
                        super.close();
                    }
                }.close();
            }
        }
    }

    private static Path location(String type) {
        return ClassFolders.of(type);
    }

    @Override
    public String run(Path project, boolean configurationCache, String... tasks) throws Exception {
        Constructor<?> build = loader.loadClass(InProcessBuild.class.getName())
                .getDeclaredConstructor(File.class, File.class, List.class, boolean.class);
        build.setAccessible(true);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return (String) ((Callable<?>)
                            build.newInstance(userHome.toFile(), project.toFile(), List.of(tasks), configurationCache))
                    .call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
