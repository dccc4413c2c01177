package org.wengert.sparse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.wengert.differentiate.Differentiation;
import org.wengert.ir.Graph;
import org.wengert.ir.Indices;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Access;
import org.wengert.rewrite.Pipelines;

/**
 * The derivatives of an array whose elements are expressions of elements at places that the program says, row by row: each row is what its
 * expression is derived to, once for all rows that are alike.
 *
 * <pre>{@code
 * [x[i+1] - x[i]^2 for i in 0:n-1]     row i: -2*x[i] at column i, 1 at column i + 1
 * }</pre>
 */
public final class SparseMatrix {

    private final Graph program;
    private final List<Node> active;
    private final Set<Node> varying = new HashSet<>();
    private final Indices indices;
    private final Work work = new Work();
    private final List<Size> columns = new ArrayList<>();

    private SparseMatrix(Graph program, List<Integer> active) {
        this.program = program;
        this.active = active.stream().map(program.inputs()::get).toList();
        this.indices = new Indices(program);
        this.varying.addAll(this.active);
        for (Node node : program.nodes()) {
            if (node.operands().stream().anyMatch(varying::contains)) {
                varying.add(node);
            }
        }
        Size next = Size.ZERO;
        for (Node input : this.active) {
            columns.add(next);
            next = next.plus(input.type().shape().count());
        }
        columns.add(next);
    }

    /**
     * Entries as a program, the last output of which they are, and where they are.
     *
     * @param graph takes the parameters
     */
    public record Entries(Graph graph, SparsePattern pattern) {}

    /**
     * The outputs of a program, then the entries of its Jacobian.
     *
     * @param active indices of the parameters that vary
     * @throws NoPatternException if it cannot be said which there are
     */
    public static Entries jacobian(Graph program, List<Integer> active) {
        SparseMatrix matrix = new SparseMatrix(program, active);
        return matrix.entries(program.results(), program.results(), Half.BOTH);
    }

    /** The entries of the lower triangle of the Hessian of a program with one result, a number, the diagonal included. */
    public static Entries hessian(Graph program, List<Integer> active) {
        Graph first = Pipelines.run(Pipelines.BETWEEN, new Differentiation(program, active).gradient());
        Label.forget(first);
        SparseMatrix matrix = new SparseMatrix(first, active);
        List<Node> results = first.results();
        return matrix.entries(List.of(), results.subList(1, results.size()), Half.LOWER);
    }

    private enum Half {
        BOTH,
        LOWER
    }

    private Entries entries(List<Node> values, List<Node> results, Half half) {
        try {
            return known(values, results, half);
        } catch (Bounds.Unknown | ArithmeticException unknown) {
            throw unknown(String.valueOf(unknown.getMessage()), results.get(0));
        }
    }

    private static NoPatternException unknown(String what, Node node) {
        return new NoPatternException("which entries there are cannot be told: " + what + " is not known", node.span());
    }

    private Entries known(List<Node> values, List<Node> results, Half half) {
        List<Rows> rows = new ArrayList<>();
        Size first = Size.ZERO;
        for (int k = 0; k < results.size(); k++) {
            Node result = results.get(k);
            Size before = first;
            Optional<Integer> last = half == Half.LOWER ? Optional.of(k) : Optional.empty();
            rows.addAll(Segments.of(
                    result, Bounds.of(program), indices, (index, bounds) -> row(result, before, index, bounds, last)));
            first = first.plus(result.type().shape().count());
        }
        SparsePattern pattern = new SparsePattern(first, columns.get(active.size()), Rows.patterns(rows));
        return new Entries(new EntriesWriter(program, active).write(values, rows), pattern);
    }

    /** The row of an element; of a triangle up to its own column. */
    private Rows.Leaf row(Node result, Size before, List<Size> index, Bounds bounds, Optional<Integer> own) {
        RowWriter.Written written = new RowWriter(active, varying, indices, bounds, work).write(result, index);
        List<Map.Entry<Box, Node>> reads = List.copyOf(written.reads().entrySet());
        Graph derivatives = derivatives(
                written.graph(), reads.stream().map(Map.Entry::getValue).toList());
        List<Rows.Term> terms = IntStream.range(0, reads.size())
                .mapToObj(k -> new Rows.Term(
                        reads.get(k).getKey(), derivatives.results().get(k + 1)))
                .filter(term -> !isZero(term.derivative()))
                .toList();
        Shape shape = result.type().shape();
        Size number = before.plus(Access.offset(index.stream().map(Access::at).toList(), shape));
        Map<Box, Node> inputs = new LinkedHashMap<>();
        Map<Node, Node> externals = new LinkedHashMap<>();
        reads.forEach(read -> inputs.put(read.getKey(), input(derivatives, read.getValue())));
        written.externals().forEach((node, input) -> externals.put(node, input(derivatives, input)));
        try {
            List<Rows.Run> runs = new RunOrder(bounds, columns).runs(terms);
            return new Rows.Leaf(
                    number,
                    derivatives,
                    inputs,
                    externals,
                    own.map(k -> lower(runs, Box.element(k, shape, index), bounds))
                            .orElse(runs));
        } catch (Bounds.Unknown unknown) {
            throw unknown(String.valueOf(unknown.getMessage()), result);
        }
    }

    /** An input as it is in a graph that was made of its own. */
    private static Node input(Graph graph, Node input) {
        String name = ((Operation.Input) input.operation()).name();
        return graph.inputs().stream()
                .filter(i -> ((Operation.Input) i.operation()).name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The value, then the derivatives with respect to some inputs. */
    private static Graph derivatives(Graph row, List<Node> reads) {
        Graph simple = Pipelines.run(Pipelines.INNER, row);
        List<Integer> varying = reads.stream()
                .map(read -> simple.inputs().indexOf(input(simple, read)))
                .toList();
        Graph gradient = Pipelines.run(Pipelines.SPLICED, new Differentiation(simple, varying).gradient());
        Label.forget(gradient);
        return gradient;
    }

    static boolean isZero(Node derivative) {
        return derivative.isConstant(0)
                || derivative.isConstant(-0.0)
                || (derivative
                                .operator()
                                .filter(o -> o.name().startsWith("broadcast["))
                                .isPresent()
                        && isZero(derivative.operand(0)));
    }

    /** What is not behind the element of the row itself. */
    private List<Rows.Run> lower(List<Rows.Run> runs, Box own, Bounds bounds) {
        List<Rows.Run> kept = new ArrayList<>();
        for (Rows.Run run : runs) {
            if (run.box().parameter() != own.parameter()) {
                if (run.box().parameter() < own.parameter()) {
                    kept.add(run);
                }
                continue;
            }
            Box.Order order = run.box().compare(own, bounds);
            if (order == Box.Order.OVERLAPPING && !run.isOne()) {
                Size count = own.offset().minus(run.box().offset()).plus(1);
                kept.add(new Rows.Run(run.box(), run.column(), count, run.terms()));
            } else if (order != Box.Order.AFTER) {
                kept.add(run);
            }
        }
        return kept;
    }
}
