package org.wengert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How many places an addition takes, counted by what names one that is there. Where this fails, a file has begun to name an operator, a
 * pass, an option or a product that it could read from the declaration: let it read that, or say in {@code docs/hacking.md} why not.
 */
class AdditionsTest {

    private static final Path ROOT = Path.of("..");

    /**
     * Something that was added once.
     *
     * @param what it is, as the table of {@code docs/hacking.md} calls it
     * @param name by which it is known there
     * @param pattern of its names in Java
     * @param sources where they are looked for, below the modules
     * @param places the files that name it
     */
    record Addition(String what, String name, String pattern, List<String> sources, List<String> places) {

        String row() {
            return "| " + what + " | " + places.size() + " | `" + name + "`: "
                    + places.stream().map(place -> "`" + place + "`").collect(Collectors.joining(", ")) + " |";
        }

        @Override
        public String toString() {
            return what + ", " + name;
        }
    }

    private static final List<String> MAIN = List.of("src/main/java");
    private static final List<String> ALL = List.of("src/main/java", "src/test/java");

    static List<Addition> additions() {
        return List.of(
                new Addition(
                        "operator of numbers",
                        "log_sinc",
                        "\"log_sinc\"",
                        ALL,
                        List.of("PreciseOperators", "Remainders")),
                new Addition(
                        "family of operators",
                        "cot_rest",
                        "\"cot_rest\"",
                        ALL,
                        List.of("PreciseOperators", "Remainders")),
                new Addition(
                        "operator on arrays",
                        "cofactors",
                        "\"cofactors\"|\\bCOFACTORS\\b",
                        ALL,
                        List.of("ArraySamples", "Bounded", "LinearAlgebra")),
                new Addition("pass", "fuse", "\\bFusion\\b|\"fuse\"", MAIN, List.of("Fusion", "Pipelines")),
                new Addition(
                        "option",
                        "max-gradient-ratio",
                        "MAX_GRADIENT_RATIO|max-?[gG]radient-?[rR]atio",
                        MAIN,
                        List.of("CompilerOption", "GenerateExpr", "GenerateMojo", "GradientLimit")),
                new Addition(
                        "option",
                        "generated-annotation",
                        "GENERATED_ANNOTATION|generated-?[aA]nnotation",
                        MAIN,
                        List.of("Compilation", "CompilerOption", "GenerateExpr", "GenerateMojo")),
                new Addition("built-in", "trace", "\"trace[\"(]", MAIN, List.of("BuiltIns")),
                new Addition("built-in", "zeros", "\"zeros[\"(]", MAIN, List.of("BuiltIns")));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void takesTheseFiles(Addition addition) throws IOException {
        Pattern pattern = Pattern.compile(addition.pattern());
        assertThat(naming(addition.sources(), code -> pattern.matcher(code).find() ? 1 : 0, 1))
                .as(
                        "the files that name %s. A new %s should not have to be told to more of them: let what is new here read the"
                                + " declaration",
                        addition.name(), addition.what())
                .containsExactlyElementsOf(addition.places());
    }

    @Test
    void thePageForThoseWhoAddSaysSo() throws IOException {
        String rows = additions().stream().map(Addition::row).collect(Collectors.joining("\n"));
        assertThat(Files.readString(ROOT.resolve("docs/hacking.md"))).contains(rows);
    }

    private static final Pattern PRODUCT =
            Pattern.compile("(?i:\"(tangent|adjoint|gradient|jacobian|hessian|hvp)\")|Product\\.([A-Z]{3,})\\b");

    /** These know some products by what they mean. A new one is none of them, and nothing else may list any. */
    @Test
    void productsAreListedByThoseWhoNeedThemByName() throws IOException {
        assertThat(naming(
                        MAIN,
                        code -> (int) PRODUCT.matcher(code)
                                .results()
                                .map(AdditionsTest::product)
                                .filter(name -> !name.equals("all"))
                                .distinct()
                                .count(),
                        3))
                .as("the files that name three products or more: a new product is `Product` and `Derivatives`, so read"
                        + " `Product.ALL` or what a product declares instead")
                .containsExactly(
                        "ArrayCheck",
                        "ArrayTestPoints",
                        "Check",
                        "Derivatives",
                        "Elaborator",
                        "Evaluation",
                        "Evaluations",
                        "ExplainCommand",
                        "FunctionTest",
                        "InnerDerivatives",
                        "Product",
                        "Program",
                        "Reports",
                        "Rounding",
                        "SpecialCheck",
                        "TestPointClass",
                        "WrittenOut");
    }

    private static String product(MatchResult match) {
        return (match.group(1) == null ? match.group(2) : match.group(1)).toLowerCase(Locale.ROOT);
    }

    /** How often a file says something. */
    private interface Count {
        int in(String code);
    }

    /** The classes whose code, without comments and imports, has a count of at least {@code least}. */
    private static Set<String> naming(List<String> sources, Count count, int least) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path folder : folders(sources)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String code = Files.readAllLines(file).stream()
                            .filter(line -> !line.strip().startsWith("*")
                                    && !line.strip().startsWith("/")
                                    && !line.startsWith("import "))
                            .collect(Collectors.joining("\n"));
                    if (count.in(code) >= least) {
                        names.add(file.getFileName().toString().replace(".java", ""));
                    }
                }
            }
        }
        names.remove("AdditionsTest");
        return names;
    }

    private static List<Path> folders(List<String> sources) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .flatMap(module -> sources.stream().map(module::resolve))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
