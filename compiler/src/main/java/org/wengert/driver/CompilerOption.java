package org.wengert.driver;

import static org.wengert.driver.CompilerOption.Reader.CHECK;
import static org.wengert.driver.CompilerOption.Reader.COMPILE;
import static org.wengert.driver.CompilerOption.Reader.EVAL;
import static org.wengert.driver.CompilerOption.Reader.EXPLAIN;
import static org.wengert.driver.CompilerOption.Reader.JAVA;
import static org.wengert.driver.CompilerOption.Reader.MAVEN;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.wengert.codegen.ClassSource;
import org.wengert.driver.CompilerOptions.NaNs;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.product.JacobianMode;
import org.wengert.product.Product;

/**
 * Something that can be told to the compiler, declared once: the command line, the plug-in, {@code org.wengert.Options} and {@code
 * docs/options.md} read it alike.
 *
 * @param <T> what its text means
 */
public final class CompilerOption<T> {

    /** Who can be told an option: commands, the plug-in, and programs in Java. */
    public enum Reader {
        COMPILE,
        EVAL,
        EXPLAIN,
        CHECK,
        MAVEN,
        JAVA;

        /** The command of that name, if it can be told any. */
        public static Optional<Reader> named(String command) {
            return Arrays.stream(values())
                    .filter(reader -> reader.name().toLowerCase(Locale.ROOT).equals(command))
                    .findFirst();
        }
    }

    /** The meaning of a text; empty if it has none. */
    @FunctionalInterface
    private interface Parser<T> {
        Optional<T> parse(String text) throws InvalidOptionException;
    }

    public static final CompilerOption<String> PACKAGE = option(
                    "package",
                    "PACKAGE",
                    "The package of the classes; in a Maven build, what it begins with before the folders of the programs.")
            .readBy(COMPILE, MAVEN)
            .means(
                    "",
                    "is not the name of a package",
                    text -> Optional.of(text).filter(name -> SourceVersion.isName(name, SourceVersion.RELEASE_17)));

    /** What to generate of every function; what the programs say if it is empty. */
    public static final CompilerOption<List<ProductRequest>> DERIVE = option(
                    "derive",
                    "LIST",
                    "What to generate of every function, such as value,gradient(x,y),hessian, instead of what the"
                            + " programs' derive clauses say.")
            .calledByMaven("products")
            .values(Product.ids())
            .readBy(COMPILE, MAVEN)
            .means(List.of(), "is no list of products", text -> Optional.of(DeriveList.parse(text)));

    public static final CompilerOption<JacobianMode> JACOBIAN = option(
                    "jacobian",
                    "MODE",
                    "How Jacobians are computed: forward, by columns; reverse, by rows; or, if not given, counted,"
                            + " whichever of the two takes less work.")
            .values(JacobianMode.ids())
            .readBy(COMPILE, EVAL, EXPLAIN, CHECK, MAVEN, JAVA)
            .means(JacobianMode.COUNTED, "is no way to compute a Jacobian", JacobianMode::named);

    public static final CompilerOption<NaNs> TRAP = option(
                    "trap",
                    "WHAT",
                    "nan: stops at the first statement, of the value or of a derivative, that makes NaN of numbers that are"
                            + " none, and says where it was written and what it was given. Generated Java throws an"
                            + " ArithmeticException there.")
            .values(List.of("nan"))
            .readBy(COMPILE, EVAL, MAVEN, JAVA)
            .means(
                    NaNs.PASS,
                    "is nothing that can be trapped",
                    text -> Optional.of(NaNs.TRAPPED).filter(trapped -> text.equals("nan")));

    /** A qualified name, or {@link ClassSource#OWN_ANNOTATION}. */
    public static final CompilerOption<Optional<String>> GENERATED_ANNOTATION = option(
                    "generated-annotation",
                    "NAME",
                    "Annotates the classes with an annotation of this qualified name, or else with one that each declares"
                            + " itself, for tools that measure coverage and leave generated code aside.")
            .alone(ClassSource.OWN_ANNOTATION)
            .readBy(COMPILE, MAVEN)
            .means(
                    Optional.empty(),
                    "is not the qualified name of an annotation",
                    text -> Optional.of(Optional.of(text)).filter(name -> isAnnotation(text)));

    public static final CompilerOption<Double> MAX_GRADIENT_RATIO = option(
                    "max-gradient-ratio",
                    "RATIO",
                    "Refuses a program whose gradient takes more than so many times the operations of its value, counted"
                            + " as in the documentation of the class; of functions of arrays, where all sizes are 100.")
            .readBy(COMPILE, MAVEN)
            .means(
                    Double.POSITIVE_INFINITY,
                    "is not a positive number",
                    text -> Optional.of(text)
                            .filter(number -> number.matches("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?"))
                            .map(Double::valueOf)
                            .filter(ratio -> ratio > 0));

    /** Each of them, in the order of the documents. */
    public static final List<CompilerOption<?>> ALL =
            List.of(PACKAGE, DERIVE, JACOBIAN, TRAP, GENERATED_ANNOTATION, MAX_GRADIENT_RATIO);

    private final Builder declared;
    private final T ifNotGiven;
    private final String complaint;
    private final Parser<T> parser;

    private CompilerOption(Builder declared, T ifNotGiven, String complaint, Parser<T> parser) {
        this.declared = declared;
        this.ifNotGiven = ifNotGiven;
        this.complaint = complaint;
        this.parser = parser;
    }

    private static boolean isAnnotation(String text) {
        return text.equals(ClassSource.OWN_ANNOTATION)
                || (text.contains(".") && SourceVersion.isName(text, SourceVersion.RELEASE_17));
    }

    /** As the command line calls it, behind two hyphens. */
    public String name() {
        return declared.name;
    }

    /** As a parameter of the plug-in. */
    public String inMaven() {
        return declared.inMaven;
    }

    /** What stands for its text where it is explained. */
    public String label() {
        return declared.label;
    }

    public String sentence() {
        return declared.sentence;
    }

    /** The texts that it can have; empty if there are too many. */
    public List<String> values() {
        return declared.values;
    }

    /** What it is if it is named without a text; empty if it needs one. */
    public Optional<String> alone() {
        return declared.alone;
    }

    /** Those that {@code reader} can be told. */
    public static List<CompilerOption<?>> readBy(Reader reader) {
        return ALL.stream()
                .filter(option -> option.declared.readers.contains(reader))
                .toList();
    }

    T ifNotGiven() {
        return ifNotGiven;
    }

    T parse(String text) throws InvalidOptionException {
        return parser.parse(text)
                .orElseThrow(() -> new InvalidOptionException(
                        "malformed-value",
                        "'" + text + "' " + complaint,
                        Optional.of("it is one of " + String.join(", ", values()))
                                .filter(hint -> !values().isEmpty())));
    }

    private static Builder option(String name, String label, String sentence) {
        return new Builder(name, label, sentence);
    }

    /** Collects a declaration. */
    private static final class Builder {
        private final String name;
        private final String label;
        private final String sentence;
        private String inMaven;
        private List<String> values = List.of();
        private Optional<String> alone = Optional.empty();
        private Set<Reader> readers = Set.of();

        Builder(String name, String label, String sentence) {
            this.name = name;
            this.label = label;
            this.sentence = sentence;
            this.inMaven = Pattern.compile("-(.)")
                    .matcher(name)
                    .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        }

        Builder calledByMaven(String parameter) {
            inMaven = parameter;
            return this;
        }

        Builder values(List<String> all) {
            values = all;
            return this;
        }

        Builder alone(String text) {
            alone = Optional.of(text);
            return this;
        }

        Builder readBy(Reader... all) {
            readers = Set.of(all);
            return this;
        }

        <T> CompilerOption<T> means(T ifNotGiven, String complaint, Parser<T> parser) {
            return new CompilerOption<>(this, ifNotGiven, complaint, parser);
        }
    }
}
