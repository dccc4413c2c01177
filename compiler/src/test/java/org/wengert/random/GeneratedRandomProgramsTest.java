package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.load.LoadedProgram;
import org.wengert.product.Block;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;

/** Generated Java against the interpreter, bit for bit; many programs make one class, so that javac runs once for them. */
class GeneratedRandomProgramsTest {

    private static final int BATCH = 50;
    private static final List<Product> PRODUCTS =
            List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT, Product.JACOBIAN, Product.HESSIAN);

    private static final List<Product> WITH_SERIES =
            Stream.concat(PRODUCTS.stream(), Stream.of(Product.taylor(3))).toList();
    private static final int COUNT = Integer.getInteger("wengert.random.programs", 50);
    private static final long SEED = Long.getLong("wengert.random.seed", 1);

    @Test
    void generatedJavaIsTheInterpreterBitForBit() {
        int compared = IntStream.range(0, (COUNT + BATCH - 1) / BATCH)
                .parallel()
                .map(i -> BigStack.call(() -> batch(SEED + (long) i * BATCH)))
                .sum();
        assertThat(compared).isGreaterThan(5 * COUNT);
        if (COUNT != 50) {
            System.out.printf("%d programs from seed %d: %d numbers equal bit for bit%n", COUNT, SEED, compared);
        }
    }

    private static int batch(long from) {
        List<RandomProgram> programs = new ArrayList<>();
        List<CompiledFunction> functions = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            RandomProgram program = Generator.draw(from + i, "_" + i);
            programs.add(program);
            functions.add(subject(program, from + i));
        }
        Compilation all = new Compilation(
                SourceText.of("Batch.expr", ""),
                CompilerOptions.named("Batch"),
                Optional.empty(),
                functions,
                List.of());
        Class<?> type = LoadedProgram.load(all.java(), "Batch").type();
        Map<String, Class<?>> nested =
                Arrays.stream(type.getDeclaredClasses()).collect(Collectors.toMap(Class::getSimpleName, c -> c));
        int compared = 0;
        for (int i = 0; i < BATCH; i++) {
            CompiledFunction f = functions.get(i);
            compared += compare(f, Objects.requireNonNull(nested.get(f.name())), from + i, programs.get(i));
        }
        return compared;
    }

    /** The function that is compared, without those that it calls: the calls are written out in it. */
    private static CompiledFunction subject(RandomProgram program, long seed) {
        CompilerOptions options = CompilerOptions.named("Batch")
                .only(program.subject())
                .with(
                        CompilerOption.DERIVE,
                        Stream.concat(
                                        PRODUCTS.stream().map(p -> new ProductRequest(p.id(), List.of())),
                                        Stream.of(new ProductRequest("taylor", List.of("3"))))
                                .toList());
        Compilation compilation = Compiler.compile(SourceText.of("f.expr", program.text()), options);
        assertThat(compilation.diagnostics()).as("seed %d", seed).isEmpty();
        return compilation.functions().get(0);
    }

    private static int compare(CompiledFunction f, Class<?> java, long seed, RandomProgram program) {
        Random random = new Random(seed);
        int n = f.parameters().size();
        int m = f.results().size();
        int compared = 0;
        for (int k = 0; k < 3; k++) {
            double[] point = random.doubles(n, -2, 2).toArray();
            double[] direction = random.doubles(n, -1, 1).toArray();
            double[] cotangent = random.doubles(m, -1, 1).toArray();
            for (Product product : WITH_SERIES) {
                double[] more = product.takes() == Product.Takes.DIRECTION
                        ? direction
                        : product == Product.ADJOINT ? cotangent : new double[0];
                double[] expected = f.evaluate(Laws.request(f, product), point, more);
                double[] got = call(java, product, point, more, n, m);
                assertThat(bits(got))
                        .as(
                                "seed %d, %s at %s: %s, interpreter %s%n%s",
                                seed,
                                product,
                                Arrays.toString(point),
                                Arrays.toString(got),
                                Arrays.toString(expected),
                                program.text())
                        .isEqualTo(bits(expected));
                compared += got.length;
            }
        }
        return compared;
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    /** The product by the method over arrays, as one row. */
    private static double[] call(Class<?> java, Product product, double[] point, double[] more, int n, int m) {
        List<double[]> outputs = new ArrayList<>();
        for (Block block : product.gives(m == 1)) {
            if (m > 1 || block.isMatrix() || !block.isByResult()) {
                outputs.add(new double[block.count(m, n)]);
            }
        }
        List<Object> arguments = new ArrayList<>(List.of(point));
        if (product.takes() == Product.Takes.DIRECTION) {
            arguments.add(more);
        } else if (product == Product.ADJOINT) {
            arguments.add(m == 1 ? (Object) more[0] : more);
        }
        arguments.addAll(outputs);
        Class<?>[] types = arguments.stream()
                .map(a -> a instanceof Double ? double.class : double[].class)
                .toArray(Class<?>[]::new);
        Object returned;
        try {
            returned = java.getMethod(product.method(), types).invoke(null, arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(product + " is not there or throws", e);
        }
        if (returned instanceof Double value) {
            outputs.add(0, new double[] {value});
        }
        return outputs.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
