package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.arrays.ArrayProducts;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.GeneratedArrays;
import org.wengert.ir.Node;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/**
 * Value, gradient, Jacobian and Hessian of the matrix corpus, whose references have 17 digits: of the interpreter, and of the
 * generated Java.
 */
class MatrixCorpusTest {

    /** Of the largest entry of an array. */
    private static final double TOLERANCE = 1e-12;

    private static final Map<String, String> PROGRAMS = programs();

    private static Map<String, String> programs() {
        Map<String, String> programs = new LinkedHashMap<>();
        try (InputStream in =
                Objects.requireNonNull(MatrixCorpusTest.class.getResourceAsStream("matrix-programs.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Arrays.stream(text.split("(?m)^== ", -1)).skip(1).forEach(section -> {
                int end = section.indexOf('\n');
                programs.put(
                        section.substring(0, end), section.substring(end + 1).strip());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return programs;
    }

    private static String text(Json line) {
        return Objects.requireNonNull(PROGRAMS.get(line.text("id")));
    }

    private static final List<Entry> ENTRIES =
            Json.corpus("matrix").stream().map(Entry::of).toList();

    static Stream<Entry> entries() {
        return ENTRIES.stream();
    }

    /** Every entry with each who evaluates it. */
    static Stream<Arguments> evaluations() {
        return entries()
                .flatMap(entry -> Stream.of(
                        Arguments.of(entry, Named.of("interpreted", entry.program())),
                        Arguments.of(entry, Named.of("in Java", entry.java()))));
    }

    @Test
    void everyProgramIsWritten() {
        assertThat(PROGRAMS.keySet())
                .containsExactlyElementsOf(Json.corpus("matrix").stream()
                        .map(line -> line.text("id"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void generatedJavaIsTheInterpreterBitForBit(Entry entry) {
        entry.java().holds(entry.inputs(), Map.of(), new Random(1));
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void theValueIsTheReference(Entry entry, ArrayProducts f) {
        close(f.value(entry.sizes(), entry.inputs()).get(0).data(), entry.byRows("value"));
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void adjointsAreTheReference(Entry entry, ArrayProducts f) {
        int results = entry.byRows("value").length;
        for (int row = 0; row < results; row++) {
            List<Tensor> adjoints = f.adjoint(entry.sizes(), entry.inputs(), List.of(unit(entry.result(), row)))
                    .subList(1, 1 + entry.inputs().size());
            for (int i = 0; i < adjoints.size(); i++) {
                close(adjoints.get(i).data(), entry.derivative(i, row));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void tangentsAreTheReference(Entry entry, ArrayProducts f) {
        int results = entry.byRows("value").length;
        for (int i = 0; i < entry.inputs().size(); i++) {
            int count = entry.inputs().get(i).data().length;
            double[][] rows = new double[results][count];
            for (int k = 0; k < count; k++) {
                Tensor tangent = f.tangent(entry.sizes(), entry.inputs(), entry.direction(i, k))
                        .get(0);
                for (int row = 0; row < results; row++) {
                    rows[row][k] = tangent.data()[row];
                }
            }
            for (int row = 0; row < results; row++) {
                close(rows[row], entry.derivative(i, row));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void hessiansAreTheReference(Entry entry, ArrayProducts f) {
        for (int i = 0; i < entry.inputs().size(); i++) {
            String name = entry.name(i);
            if (entry.line().has("hessian") && entry.line().object("hessian").has(name)) {
                double[] reference = entry.line().object("hessian").numbers(name);
                int n = entry.inputs().get(i).data().length;
                double[] columns = new double[n * n];
                for (int k = 0; k < n; k++) {
                    double[] column = f.gradientTangent(entry.sizes(), entry.inputs(), entry.direction(i, k))
                            .get(i)
                            .data();
                    System.arraycopy(column, 0, columns, k * n, n);
                }
                close(columns, reference);
            }
        }
    }

    private static Tensor unit(Tensor like, int element) {
        Tensor unit = Tensor.zeros(like.extents());
        unit.data()[element] = 1;
        return unit;
    }

    private static void close(double[] got, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(got).containsExactly(expected, within(TOLERANCE * largest));
    }

    /** A line of the corpus with its program, and what is generated for it. */
    record Entry(Json line, ArrayProgram program, GeneratedArrays java, List<Tensor> inputs, Map<Symbol, Long> sizes) {

        static Entry of(Json line) {
            ArrayProgram program = ArrayProgram.of(text(line));
            List<Tensor> inputs = new ArrayList<>();
            for (Node input : program.function().graph().inputs()) {
                Json given = line.object("inputs").object(input.name().orElseThrow());
                double[] shape = given.numbers("shape");
                int rank = input.type().shape().rank();
                int[] extents = rank == 0
                        ? new int[0]
                        : rank == 1 ? new int[] {(int) shape[0]} : new int[] {(int) shape[0], (int) shape[1]};
                inputs.add(new Tensor(extents, given.numbers("value")));
            }
            GeneratedArrays java = GeneratedArrays.of(text(line));
            return new Entry(line, program, java, inputs, program.sizes(inputs, Map.of()));
        }

        String name(int input) {
            return program.function().parameters().get(input);
        }

        Tensor result() {
            return program.value(sizes, inputs).get(0);
        }

        double[] byRows(String field) {
            return line.numbers(field);
        }

        /** A direction in which one element moves. */
        List<Tensor> direction(int input, int element) {
            List<Tensor> direction = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                direction.add(
                        i == input
                                ? unit(inputs.get(i), element)
                                : Tensor.zeros(inputs.get(i).extents()));
            }
            return direction;
        }

        /** The derivatives of a result, counted by rows, with respect to an input, by rows. */
        double[] derivative(int input, int row) {
            if (line.has("gradient")) {
                return line.object("gradient").numbers(name(input));
            }
            double[] jacobian = line.object("jacobian").numbers(name(input));
            double[] outputs = line.numbers("output_shape");
            double[] shape = line.object("inputs").object(name(input)).numbers("shape");
            int count = (int) (shape[0] * shape[1]);
            double[] derivative = new double[count];
            int from = byColumns(row, outputs) * count;
            for (int k = 0; k < count; k++) {
                derivative[k] = jacobian[from + byColumns(k, shape)];
            }
            return derivative;
        }

        /** Where the corpus, which counts by columns, has element {@code k}. */
        private static int byColumns(int k, double[] shape) {
            int rows = (int) shape[0];
            int columns = (int) shape[1];
            return k % columns * rows + k / columns;
        }

        @Override
        public String toString() {
            return line.text("id");
        }
    }
}
