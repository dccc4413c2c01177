package org.wengert.codegen;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wengert.shaded.javapoet.AnnotationSpec;
import org.wengert.shaded.javapoet.ClassName;
import org.wengert.shaded.javapoet.TypeSpec;

/**
 * Annotates a class and those in it, for tools that leave generated code aside. JaCoCo does with classes that have an annotation
 * whose simple name contains {@code Generated} and which is kept in class files; those of the JDK and of Jakarta are not.
 */
final class Annotations {

    private static final String OWN = "Generated";

    private final Optional<ClassName> annotation;
    private final boolean own;

    private Annotations(Optional<ClassName> annotation, boolean own) {
        this.annotation = annotation;
        this.own = own;
    }

    static Annotations of(ClassSource source, String className) {
        if (!source.annotation().equals(Optional.of(ClassSource.OWN_ANNOTATION))) {
            return new Annotations(source.annotation().map(Annotations::named), false);
        }
        String name = OWN;
        List<String> taken = ClassWriter.functionClasses(source);
        while (taken.contains(name) || className.equals(name)) {
            name += "_";
        }
        return new Annotations(Optional.of(ClassName.get(source.packageName(), className, name)), true);
    }

    /** A class: what follows the packages, which is what begins with a capital letter, or the last word. */
    private static ClassName named(String qualified) {
        String[] words = qualified.split("\\.");
        int first = 0;
        while (first < words.length - 1 && !Character.isUpperCase(words[first].codePointAt(0))) {
            first++;
        }
        String packageName = String.join(".", Arrays.copyOfRange(words, 0, first));
        return ClassName.get(packageName, words[first], Arrays.copyOfRange(words, first + 1, words.length));
    }

    /** Annotates a class. */
    void addTo(TypeSpec.Builder type) {
        annotation.ifPresent(type::addAnnotation);
    }

    /** Declares the annotation in the outermost class, if it is its own. */
    void declareIn(TypeSpec.Builder outermost) {
        if (own) {
            outermost.addType(TypeSpec.annotationBuilder(
                            annotation.map(ClassName::simpleName).orElse(OWN))
                    .addAnnotation(AnnotationSpec.builder(Retention.class)
                            .addMember("value", "$T.CLASS", RetentionPolicy.class)
                            .build())
                    .addJavadoc("$L", "Tells tools that measure coverage that nobody wrote this class.\n")
                    .build());
        }
    }
}
