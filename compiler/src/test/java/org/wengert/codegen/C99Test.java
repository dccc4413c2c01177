package org.wengert.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.Sources;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.load.LoadedProgram;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.ValueType;

/**
 * A second back end: the statements that Java is printed from, printed as C99, compiled and run. The derivatives of all samples are those of the
 * Java class, to the last bit where only arithmetic is called; where the two have library functions of their own, within the error of these.
 */
class C99Test {

    private static final List<String> COMPILER =
            List.of("cc", "-std=c99", "-ffp-contract=off", "-w", "-o", "run", "run.c", "-lm");

    /** What gives the same bits in both. */
    private static final Set<String> EXACT = Set.of(
            "Math.sqrt",
            "Math.abs",
            "Math.max",
            "Math.min",
            "Math.floor",
            "Math.ceil",
            "Math.signum",
            "Math.copySign",
            "Math.floorMod",
            "System.arraycopy",
            "Arrays.fill",
            "Matrices.dot",
            "Matrices.multiply",
            "Matrices.addMultiply",
            "Matrices.timesVector",
            "Matrices.addTimesVector",
            "Matrices.transposedTimesVector",
            "Matrices.addTransposedTimesVector",
            "Matrices.outer",
            "Matrices.addOuter");

    /** How far library functions may be off, and what is computed from them, of the largest number of an array. */
    private static final double LIBRARY = 1e-12;

    /** Of every size and integer. */
    private static final long EXTENT = 3;

    /** Enough for what several methods of numbers read. */
    private static final int WORKSPACE = 100_000;

    @TempDir
    private Path folder;

    private int exact;
    private int within;

    @BeforeAll
    static void needsACompiler() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("cc", "--version").start().waitFor() == 0;
        } catch (IOException none) {
            there = false;
        }
        assumeTrue(there, "no C compiler here");
    }

    @Test
    void derivativesOfAllSamplesAreThoseOfJava() throws Exception {
        List<Path> samples;
        try (Stream<Path> files = Files.walk(Path.of("../samples/src/main/expr"))) {
            samples = files.filter(file -> file.toString().endsWith(".expr"))
                    .sorted()
                    .toList();
        }
        for (Path sample : samples) {
            Compilation compilation = Compiler.compile(
                    SourceText.of(sample.toString(), Files.readString(sample)), CompilerOptions.named("Sample"));
            for (CompiledFunction function : compilation.functions()) {
                for (Product product : List.of(Product.ADJOINT, Product.GRADIENT, Product.HVP)) {
                    if (function.possible().contains(product)) {
                        hold(compilation, function, product);
                    }
                }
            }
        }
        System.out.println("C99: " + exact + " derivatives to the last bit, " + within + " within library functions");
        assertThat(exact).isGreaterThan(20);
        assertThat(within).isGreaterThan(20);
    }

    /** A call of a method with drawn arguments, zeros for what is written. */
    private record Call(List<Method> methods, List<Object> arguments, List<Long> sizes, List<Long> workspace) {}

    private void hold(Compilation compilation, CompiledFunction function, Product product) throws Exception {
        FunctionSource source = Sources.of(function, product);
        Call call = source.isStatic() ? ofNumbers(source) : ofArrays(source);
        String what = function.name() + " " + product;
        List<double[]> fromC = run(program(source, call), what);
        List<double[]> fromJava = java(compilation.java(function, product), call);
        boolean isExact = calls(call.methods()).stream().allMatch(EXACT::contains);
        assertThat(fromC).as(what).hasSameSizeAs(fromJava);
        for (int i = 0; i < fromC.size(); i++) {
            double[] java = fromJava.get(i);
            double largest = Arrays.stream(java)
                    .map(Math::abs)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            double off = isExact ? 0 : LIBRARY * largest;
            assertThat(fromC.get(i)).as(what).hasSameSizeAs(java);
            for (int k = 0; k < java.length; k++) {
                double c99 = fromC.get(i)[k];
                assertThat(Double.compare(c99, java[k]) == 0 || Math.abs(c99 - java[k]) <= off)
                        .as("%s, array %s, number %s: %s in C, %s in Java", what, i, k, c99, java[k])
                        .isTrue();
            }
        }
        exact += isExact ? 1 : 0;
        within += isExact ? 0 : 1;
    }

    private static Set<String> calls(List<Method> methods) {
        Set<String> calls = new HashSet<>();
        methods.forEach(method -> method.body()
                .forEach(statement -> statement.forEachExpression(e -> {
                    if (e instanceof Expression.Call call && !call.type().isEmpty()) {
                        calls.add(call.type() + "." + call.function());
                    }
                })));
        return calls;
    }

    private static Call ofNumbers(FunctionSource source) {
        Derivative derivative = source.derivatives().get(0);
        Signature signature = Signature.of(derivative);
        List<Method> methods = new NumberMethod(
                        source,
                        derivative,
                        signature,
                        Members.of(source),
                        derivative.product().id(),
                        new LineMarks().of(source.name(), derivative.product()),
                        new NaNTrap(Optional.empty()))
                .methods();
        Random random = new Random(source.name().hashCode());
        List<Object> arguments = new ArrayList<>();
        int inputs = derivative.graph().inputs().size();
        arguments.add(drawn(source.parameters().size(), random));
        if (signature.hasExtra()) {
            double[] extra = drawn(inputs - source.parameters().size(), random);
            arguments.add(signature.extraIsScalar() ? (Object) extra[0] : extra);
        }
        signature.arrays().forEach(target -> arguments.add(new double[target.count()]));
        return new Call(methods, arguments, List.of(), List.of());
    }

    private static Call ofArrays(FunctionSource source) {
        Derivative derivative = source.derivatives().get(0);
        Slots slots = new Slots();
        ArrayMethod method =
                new ArrayMethod(source, derivative, Members.of(source), new LineMarks(), new NaNTrap(Optional.empty()));
        List<Method> methods = method.methods(slots);
        Random random = new Random(source.name().hashCode());
        List<Object> arguments = new ArrayList<>();
        for (Node input : method.inputs()) {
            arguments.add(input.type().isScalar() ? (Object) drawn(1, random)[0] : drawn(count(input), random));
        }
        for (int i = method.returns() ? 1 : 0; i < method.outputs().size(); i++) {
            arguments.add(new double[count(method.outputs().get(i))]);
        }
        List<Long> sizes = source.sizes().orElseThrow().symbols().stream()
                .map(symbol -> EXTENT)
                .toList();
        List<Long> workspace = slots.sizes().stream()
                .map(size -> size.map(C99Test::evaluate).orElse(0L))
                .toList();
        return new Call(methods, arguments, sizes, workspace);
    }

    private static long evaluate(Size size) {
        return Math.max(0, size.evaluate(symbol -> EXTENT));
    }

    private static int count(Node node) {
        return Math.toIntExact(evaluate(node.type().shape().count()));
    }

    private static double[] drawn(int count, Random random) {
        return random.doubles(count, 0.3, 1.2).toArray();
    }

    /** A program that prints what the call gives and writes. */
    private static String program(FunctionSource source, Call call) {
        StringBuilder c = new StringBuilder("#include \"wengert.h\"\n\n");
        if (!source.isStatic()) {
            List<Symbol> symbols = source.sizes().orElseThrow().symbols();
            for (int i = 0; i < symbols.size(); i++) {
                c.append("static int ")
                        .append(ArrayMethod.around(source).field(symbols.get(i)))
                        .append(" = ")
                        .append(call.sizes().get(i))
                        .append(";\n");
            }
            for (int i = 0; i < call.workspace().size(); i++) {
                c.append("static double storage")
                        .append(i)
                        .append("[")
                        .append(call.workspace().get(i) + 1)
                        .append("];\n");
            }
            c.append("static double *workspace[] = {")
                    .append(java.util.stream.IntStream.range(0, call.workspace().size())
                            .mapToObj(i -> "storage" + i)
                            .collect(Collectors.joining(", ")))
                    .append("};\n");
        }
        c.append(C99Printer.functions(call.methods())).append("\nint main(void) {\n");
        Method method = call.methods().get(0);
        List<String> arguments = new ArrayList<>();
        StringBuilder printed = new StringBuilder();
        for (int i = 0; i < method.parameters().size(); i++) {
            Parameter parameter = method.parameters().get(i);
            if (parameter.type() == ValueType.REAL) {
                arguments.add(Double.toHexString((Double) call.arguments().get(i)));
                continue;
            }
            double[] values =
                    i < call.arguments().size() ? (double[]) call.arguments().get(i) : new double[WORKSPACE];
            String name = "argument" + i;
            String given = i < call.arguments().size()
                    ? Arrays.stream(values).mapToObj(Double::toHexString).collect(Collectors.joining(", "))
                    : "0";
            c.append("    static double ")
                    .append(name)
                    .append("[")
                    .append(values.length + 1)
                    .append("] = {")
                    .append(given)
                    .append("};\n");
            arguments.add(name);
            if (i < call.arguments().size()) {
                printed.append("    for (int i = 0; i < ")
                        .append(values.length)
                        .append("; i++) {\n        printf(\"%a \", ")
                        .append(name)
                        .append("[i]);\n    }\n    printf(\"\\n\");\n");
            }
        }
        String result = method.name() + "(" + String.join(", ", arguments) + ")";
        c.append(
                method.result().isPresent()
                        ? "    printf(\"%a\\n\", " + result + ");\n"
                        : "    " + result + ";\n    printf(\"0\\n\");\n");
        return c.append(printed).append("}\n").toString();
    }

    private List<double[]> run(String program, String what) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("run.c"), program);
        try (InputStream header = Objects.requireNonNull(C99Test.class.getResourceAsStream("/c99/wengert.h"))) {
            Files.write(folder.resolve("wengert.h"), header.readAllBytes());
        }
        assertThat(output(COMPILER)).as(what).isEmpty();
        return output(List.of(folder.resolve("run").toString()))
                .lines()
                .map(line -> Arrays.stream(line.strip().split(" "))
                        .filter(word -> !word.isEmpty())
                        .mapToDouble(C99Test::number)
                        .toArray())
                .toList();
    }

    /** As {@code printf} writes it with {@code %a}. */
    private static double number(String text) {
        String magnitude = text.replaceFirst("^-", "");
        double value = magnitude.equals("nan")
                ? Double.NaN
                : magnitude.equals("inf")
                        ? Double.POSITIVE_INFINITY
                        : Double.parseDouble(magnitude.contains("p") ? magnitude : magnitude + ".0");
        return text.startsWith("-") ? -value : value;
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** What the Java class gives, then all arrays. */
    private static List<double[]> java(GeneratedSource source, Call call) throws ReflectiveOperationException {
        Class<?> type = LoadedProgram.load(source, source.className()).type();
        Method method = call.methods().get(0);
        Class<?>[] types = method.parameters().stream()
                .limit(call.arguments().size())
                .map(parameter -> parameter.type() == ValueType.REAL ? double.class : double[].class)
                .toArray(Class<?>[]::new);
        Object instance = null;
        for (Constructor<?> constructor : type.getConstructors()) {
            instance = constructor.newInstance(
                    call.sizes().stream().map(Long::intValue).toArray());
        }
        Object result = type.getMethod(method.name(), types)
                .invoke(instance, call.arguments().toArray());
        List<double[]> all = new ArrayList<>();
        all.add(new double[] {result == null ? 0 : (Double) result});
        call.arguments().stream().filter(double[].class::isInstance).forEach(a -> all.add((double[]) a));
        return all;
    }
}
