package org.wengert.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wengert.op.Catalogue;
import org.wengert.op.JavaForm;
import org.wengert.op.KernelForm;

/** Finds, in generated text, the classes that it calls and that are to be imported: those of the runtime and of the JDK. */
final class Kernels {

    private static final String PACKAGE = "org.wengert.runtime";
    private static final Pattern CLASS = Pattern.compile("\\b([A-Z]\\w*)\\.\\w+");
    private static final Set<String> CLASS_NAMES = find();
    private static final Pattern USE = use(CLASS_NAMES);
    /** Those of the JDK; that they are looked up too is why a class of the author's can have their name. */
    private static final Map<String, Class<?>> JDK = Map.of(
            "Arrays", Arrays.class,
            "Math", Math.class,
            "Double", Double.class,
            "System", System.class,
            "IllegalArgumentException", IllegalArgumentException.class,
            "ArithmeticException", ArithmeticException.class);

    private static final Pattern IMPORT =
            Pattern.compile(use(Stream.concat(CLASS_NAMES.stream(), Stream.of("Arrays", "Math", "Double", "System"))
                                    .toList())
                            .pattern()
                    + "|(?<=new |catch \\()(IllegalArgumentException|ArithmeticException)\\b");

    private Kernels() {}

    private static Set<String> find() {
        Set<String> names = new TreeSet<>();
        Stream<String> scalars = Stream.concat(Catalogue.all().stream(), Catalogue.familyMembers().stream())
                .flatMap(operator -> operator.java().stream())
                .map(JavaForm::template);
        Stream.concat(scalars, Catalogue.kernels().stream().map(KernelForm::set))
                .forEach(template -> {
                    Matcher matcher = CLASS.matcher(template);
                    while (matcher.find()) {
                        if (!matcher.group(1).equals("Math")
                                && !matcher.group(1).equals("Double")) {
                            names.add(matcher.group(1));
                        }
                    }
                });
        return Set.copyOf(names);
    }

    private static Pattern use(Collection<String> classes) {
        return Pattern.compile("(?<![\\p{javaJavaIdentifierPart}.])(" + String.join("|", classes) + ")(?=\\.)");
    }

    /** The simple names of the runtime's classes. */
    static Set<String> classNames() {
        return CLASS_NAMES;
    }

    /** Whether {@code text} calls the runtime. */
    static boolean uses(String text) {
        return USE.matcher(text).find();
    }

    /** {@code text} as code in which those classes are types. */
    static CodeBlock code(String text) {
        CodeBlock.Builder code = CodeBlock.builder();
        Matcher matcher = IMPORT.matcher(text);
        int from = 0;
        while (matcher.find()) {
            code.add("$L", text.substring(from, matcher.start()));
            Class<?> known = JDK.get(matcher.group());
            code.add("$T", known != null ? ClassName.get(known) : ClassName.get(PACKAGE, matcher.group()));
            from = matcher.end();
        }
        return code.add("$L", text.substring(from)).build();
    }
}
