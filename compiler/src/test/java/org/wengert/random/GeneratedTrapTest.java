package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wengert.driver.Arguments;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.NaNs;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.driver.NotANumber;
import org.wengert.load.LoadedProgram;
import org.wengert.op.Tensor;
import org.wengert.product.Product;
import org.wengert.source.Position;
import org.wengert.source.SourceText;

/** Generated Java that traps NaN stops where the interpreter does, says the same, and does not stop elsewhere. */
class GeneratedTrapTest {

    private static final List<Product> PRODUCTS = List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT);
    private static final int COUNT = Integer.getInteger("wengert.random.programs", 40);
    private static final long SEED = Long.getLong("wengert.random.seed", 1);

    /** Where NaN comes from, among others. */
    private static final double[] SPECIAL = {
        0, -0.0, 1, -1, 1e200, -1e200, 1e-200, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private int stopped;
    private int passed;

    @Test
    void generatedJavaStopsWhereTheInterpreterDoes() {
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            RandomProgram program = Generator.draw(seed, "");
            compare(program.text(), program.subject(), seed);
        }
        assertThat(stopped).isGreaterThan(2 * COUNT);
        assertThat(passed).isGreaterThan(2 * COUNT);
        if (COUNT != 40) {
            System.out.printf("%d programs from seed %d: %d stop, %d do not%n", COUNT, SEED, stopped, passed);
        }
    }

    @Test
    void samplesStopWhereTheInterpreterDoes() throws IOException {
        List<Path> samples;
        try (Stream<Path> files = Files.walk(Path.of("../samples/src/main/expr"))) {
            samples = files.filter(file -> file.toString().endsWith(".expr")).toList();
        }
        for (Path sample : samples) {
            String text = Files.readString(sample);
            Compilation all = Compiler.compile(SourceText.of("trapped.expr", text), CompilerOptions.named("Trapped"));
            for (CompiledFunction function : all.functions()) {
                if (function.isStatic()) {
                    compare(text, function.name(), SEED);
                }
            }
        }
        assertThat(stopped).isPositive();
        assertThat(passed).isPositive();
    }

    /** Of many lines, in several methods and classes. */
    @Test
    void longProgramsStopToo() {
        String sum = IntStream.range(0, 1_000)
                .mapToObj(i -> "  y" + i + " = log(" + (i == 0 ? "x" : "y" + (i - 1) + " + 3") + ")/z\n")
                .collect(Collectors.joining());
        compare("f(x, z) = {\n" + sum + "  return y999\n}", "f", SEED);
        assertThat(stopped).isPositive();
    }

    /** In loops, on the way back too. */
    @Test
    void loopsStopToo() {
        compare("f(x, y) = {\n  s = x\n  for k in 0:300 {\n    s = log(s) + y\n  }\n  return s\n}", "f", SEED);
        compare("f(x, y) = sum(log(x + k)/y for k in 0:300)", "f", SEED + 1);
        assertThat(stopped).isPositive();
        assertThat(passed).isPositive();
    }

    /** What has no name is called by its formula. */
    @Test
    void valuesWithoutNamesAreWrittenOut() {
        SourceText source = SourceText.of("f.expr", "f(x, y) = sqrt(x*y) + x*y/log(x*y)");
        CompiledFunction f =
                Compiler.compile(source, CompilerOptions.named("F")).functions().get(0);
        for (Product product : PRODUCTS) {
            List<Tensor> more = product == Product.VALUE
                    ? List.of()
                    : numbers(product == Product.TANGENT ? new double[] {1, 0} : new double[] {1});
            for (double[] point : List.of(new double[] {-1, 2}, new double[] {0, 2}, new double[] {1, 1})) {
                f.firstNaN(Laws.request(f, product), new Arguments(numbers(point), Map.of()), more)
                        .ifPresent(found ->
                                assertThat(found.statement() + found.operands()).doesNotContain("%"));
            }
        }
    }

    private void compare(String text, String function, long seed) {
        CompilerOptions options = CompilerOptions.named("Trapped")
                .only(function)
                .with(CompilerOption.TRAP, NaNs.TRAPPED)
                .with(
                        CompilerOption.DERIVE,
                        PRODUCTS.stream()
                                .map(p -> new ProductRequest(p.id(), List.of()))
                                .toList());
        SourceText source = SourceText.of("models/trapped.expr", text);
        Compilation compilation = Compiler.compile(source, options);
        assertThat(compilation.diagnostics()).as("seed %d", seed).isEmpty();
        Class<?> type =
                LoadedProgram.load(compilation.java(), "Trapped", source).type();
        Random random = new Random(seed);
        for (int k = 0; k < 20; k++) {
            compare(compilation.functions().get(0), type, source, random, "seed " + seed);
        }
    }

    private void compare(CompiledFunction f, Class<?> type, SourceText source, Random random, String seed) {
        double[] point = draw(f.parameters().size(), random);
        for (Product product : PRODUCTS) {
            double[] more = product == Product.TANGENT
                    ? draw(f.parameters().size(), random)
                    : product == Product.ADJOINT ? draw(f.results().size(), random) : new double[0];
            Optional<NotANumber> expected =
                    f.firstNaN(Laws.request(f, product), new Arguments(numbers(point), Map.of()), numbers(more));
            assertThat(thrown(type, product, f, point, more))
                    .as(
                            "%s, %s at %s, %s%n%s",
                            seed, product, Arrays.toString(point), Arrays.toString(more), source.text())
                    .isEqualTo(expected.map(found -> said(found, source)));
            stopped += expected.isPresent() ? 1 : 0;
            passed += expected.isPresent() ? 0 : 1;
        }
    }

    private static double[] draw(int count, Random random) {
        return random.doubles(count, -3, 3)
                .map(x -> random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : x)
                .toArray();
    }

    private static List<Tensor> numbers(double[] values) {
        return Arrays.stream(values).mapToObj(Tensor::scalar).toList();
    }

    private static String said(NotANumber found, SourceText source) {
        Position place = source.position(found.span().start());
        return "trapped.expr:" + place.line() + ":" + place.column() + ": " + found.message(source) + "; "
                + found.operands();
    }

    /** The message of the exception, if there is one. */
    private static Optional<String> thrown(
            Class<?> type, Product product, CompiledFunction f, double[] point, double[] more) {
        int m = f.results().size();
        List<Object> arguments = new ArrayList<>(List.of(point));
        if (product == Product.TANGENT) {
            arguments.add(more);
        } else if (product == Product.ADJOINT) {
            arguments.add(m == 1 ? (Object) more[0] : more);
        }
        if (m > 1) {
            arguments.add(new double[m]);
        }
        if (product == Product.ADJOINT) {
            arguments.add(new double[point.length]);
        }
        try {
            Method method = type.getMethod(
                    product.id(),
                    arguments.stream()
                            .map(a -> a instanceof Double ? double.class : double[].class)
                            .toArray(Class<?>[]::new));
            method.invoke(null, arguments.toArray());
            return Optional.empty();
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOf(ArithmeticException.class);
            return Optional.ofNullable(e.getCause()).map(Throwable::getMessage);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(product + " is not there", e);
        }
    }
}
