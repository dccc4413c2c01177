package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wengert.differentiate.Product;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.load.LoadedProgram;
import org.wengert.source.SourceText;

/** Generated Java against the interpreter, bit for bit; many programs make one class, so that javac runs once for them. */
class GeneratedRandomProgramsTest {

    private static final int BATCH = 50;
    private static final int COUNT = Integer.getInteger("wengert.random.programs", 50);
    private static final long SEED = Long.getLong("wengert.random.seed", 1);

    @Test
    void generatedJavaIsTheInterpreterBitForBit() throws ReflectiveOperationException {
        int compared = 0;
        for (long seed = SEED; seed < SEED + COUNT; seed += BATCH) {
            compared += batch(seed);
        }
        assertThat(compared).isGreaterThan(5 * COUNT);
        if (COUNT != 50) {
            System.out.printf("%d programs from seed %d: %d numbers equal bit for bit%n", COUNT, SEED, compared);
        }
    }

    private static int batch(long from) throws ReflectiveOperationException {
        StringBuilder text = new StringBuilder();
        List<RandomProgram> programs = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            RandomProgram program = Generator.draw(from + i, "_" + i);
            programs.add(program);
            text.append(program.text());
        }
        CompilerOptions options = CompilerOptions.named("Batch")
                .withDerive(Stream.of("value", "tangent", "adjoint", "jacobian", "hessian")
                        .map(p -> new ProductRequest(p, List.of()))
                        .toList());
        Compilation compilation = Compiler.compile(SourceText.of("Batch.expr", text.toString()), options);
        assertThat(compilation.diagnostics()).as("seed %d", from).isEmpty();
        Class<?> type = LoadedProgram.load(compilation.java(), "Batch").type();
        int compared = 0;
        for (int i = 0; i < BATCH; i++) {
            CompiledFunction f = compilation.function(programs.get(i).subject()).orElseThrow();
            Class<?> nested = Arrays.stream(type.getDeclaredClasses())
                    .filter(c -> c.getSimpleName().equalsIgnoreCase(f.name()))
                    .findFirst()
                    .orElseThrow();
            compared += compare(f, nested, from + i, programs.get(i));
        }
        return compared;
    }

    private static int compare(CompiledFunction f, Class<?> java, long seed, RandomProgram program)
            throws ReflectiveOperationException {
        Random random = new Random(seed);
        int n = f.parameters().size();
        int m = f.results().size();
        int compared = 0;
        for (int k = 0; k < 3; k++) {
            double[] point = random.doubles(n, -2, 2).toArray();
            double[] direction = random.doubles(n, -1, 1).toArray();
            double[] cotangent = random.doubles(m, -1, 1).toArray();
            for (Product product :
                    List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT, Product.JACOBIAN, Product.HESSIAN)) {
                double[] more =
                        product == Product.TANGENT ? direction : product == Product.ADJOINT ? cotangent : new double[0];
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
    private static double[] call(Class<?> java, Product product, double[] point, double[] more, int n, int m)
            throws ReflectiveOperationException {
        List<double[]> outputs = new ArrayList<>();
        if (m > 1 && product != Product.TANGENT) {
            outputs.add(new double[m]);
        }
        switch (product) {
            case VALUE -> {}
            case TANGENT -> outputs.addAll(m > 1 ? List.of(new double[m]) : List.of());
            case ADJOINT -> outputs.add(new double[n]);
            case JACOBIAN -> outputs.add(new double[m * n]);
            default -> outputs.addAll(List.of(new double[m * n], new double[m * n * n]));
        }
        List<Object> arguments = new ArrayList<>(List.of(point));
        if (product == Product.TANGENT) {
            arguments.add(more);
        } else if (product == Product.ADJOINT) {
            arguments.add(m == 1 ? (Object) more[0] : more);
        }
        arguments.addAll(outputs);
        Class<?>[] types = arguments.stream()
                .map(a -> a instanceof Double ? double.class : double[].class)
                .toArray(Class<?>[]::new);
        Method method = java.getMethod(product.id(), types);
        Object returned = method.invoke(null, arguments.toArray());
        if (returned instanceof Double value) {
            outputs.add(0, new double[] {value});
        }
        return outputs.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
