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
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
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
    private Work work = new Work();
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
        List<String> names = program.outputs().stream().map(Graph.Output::name).toList();
        Kind kind = new Kind(names, "d ", " / d ", "Bar", Half.BOTH);
        return matrix.entries(program.results(), kind);
    }

    /** The entries of the lower triangle of the Hessian of a program with one result, a number, the diagonal included. */
    public static Entries hessian(Graph program, List<Integer> active) {
        Graph first = Pipelines.run(Pipelines.BETWEEN, new Differentiation(program, active).gradient());
        SparseMatrix matrix = new SparseMatrix(first, active);
        String of = "d2 " + program.outputs().get(0).name() + " / d ";
        Kind kind = new Kind(matrix.names(), of, " d ", "Bar2", Half.LOWER);
        return matrix.entries(first.results().subList(1, first.results().size()), kind);
    }

    /**
     * What a direction reaches, of a program that gives products with directions.
     *
     * @param line its last input is the direction, its last output the product
     */
    public static Graph reach(Graph line) {
        return ReachProgram.of(line);
    }

    private enum Half {
        BOTH,
        LOWER
    }

    /**
     * What is derived, and how it is read: an entry is {@code before}, an element of what is called {@code names}, {@code after}, and an
     * element of a parameter.
     *
     * @param suffix of the adjoints of values
     */
    private record Kind(List<String> names, String before, String after, String suffix, Half half) {}

    /** What the parameters that vary are called. */
    private List<String> names() {
        return active.stream()
                .map(input -> ((Operation.Input) input.operation()).name())
                .toList();
    }

    /** Sizes of this many elements are known to be large enough if small ones make too many cases: the first number that helps. */
    private static final List<Integer> LARGE_ENOUGH = List.of(0, 5, 9);

    /** For all sizes, or else for those that are large enough. */
    private Entries entries(List<Node> results, Kind kind) {
        Optional<NoPatternException> refusal = Optional.empty();
        for (int least : LARGE_ENOUGH) {
            work = new Work();
            try {
                return known(results, kind, least);
            } catch (NoPatternException.TooManyCases tooMany) {
                refusal = refusal.or(() -> Optional.of(tooMany.refusal()));
            } catch (Bounds.Unknown unknown) {
                throw NoPatternException.unknown(
                        String.valueOf(unknown.getMessage()), results.get(0).span());
            } catch (ArithmeticException tooLarge) {
                throw NoPatternException.tooLarge(results.get(0).span());
            }
        }
        throw refusal.orElseThrow();
    }

    private Entries known(List<Node> results, Kind kind, int least) {
        List<EntriesWriter.Line> lines = new ArrayList<>();
        Size first = Size.ZERO;
        for (int k = 0; k < results.size(); k++) {
            Node result = results.get(k);
            Line line = new Line(k, result, first);
            List<Rows> rows = Segments.of(
                    result,
                    Bounds.of(program, least),
                    IndexNames.of(result, program, indices),
                    (index, bounds) -> row(line, index, bounds, kind));
            lines.add(new EntriesWriter.Line(kind.half() == Half.BOTH ? Optional.of(result) : Optional.empty(), rows));
            first = first.plus(result.type().shape().count());
        }
        List<Rows> all = lines.stream().flatMap(line -> line.rows().stream()).toList();
        SparsePattern pattern = new SparsePattern(
                first, columns.get(active.size()), Rows.patterns(all), Bounds.atLeast(program, least));
        return new Entries(new EntriesWriter(program, active).write(lines), pattern);
    }

    /**
     * The rows of a result.
     *
     * @param before how many rows there are before
     */
    private record Line(int number, Node result, Size before) {}

    /** The row of an element; of a triangle up to its own column. */
    private Rows.Leaf row(Line line, List<Size> index, Bounds bounds, Kind kind) {
        RowWriter.Written written =
                new RowWriter(program, active, varying, indices, bounds, work).write(line.result(), index);
        List<Map.Entry<Box, Node>> reads = List.copyOf(written.reads().entrySet());
        Graph derivatives = derivatives(
                written.graph(), reads.stream().map(Map.Entry::getValue).toList(), kind);
        List<Rows.Term> terms = IntStream.range(0, reads.size())
                .mapToObj(k -> new Rows.Term(
                        reads.get(k).getKey(), derivatives.results().get(k + 1)))
                .filter(term -> !isZero(term.derivative()))
                .toList();
        Map<Box, Node> inputs = new LinkedHashMap<>();
        Map<Node, Node> externals = new LinkedHashMap<>();
        reads.forEach(read -> inputs.put(read.getKey(), input(derivatives, read.getValue())));
        written.externals().forEach((node, input) -> externals.put(node, input(derivatives, input)));
        Box own = Box.element(line.number(), line.result().type().shape(), index);
        try {
            List<Rows.Run> runs = new RunOrder(bounds, columns, names()).runs(terms);
            return new Rows.Leaf(
                    kind.before() + kind.names().get(line.number()) + own.shown(bounds.indices()) + kind.after(),
                    line.before().plus(own.offset()),
                    derivatives,
                    inputs,
                    externals,
                    kind.half() == Half.LOWER ? lower(runs, own, bounds) : runs,
                    written.isByItself());
        } catch (Bounds.Unknown unknown) {
            throw NoPatternException.unknown(
                    String.valueOf(unknown.getMessage()), line.result().span());
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
    private static Graph derivatives(Graph row, List<Node> reads, Kind kind) {
        Graph simple = Pipelines.run(Pipelines.ROW, row);
        List<Integer> varying = reads.stream()
                .map(read -> simple.inputs().indexOf(input(simple, read)))
                .toList();
        return Pipelines.run(Pipelines.SPLICED, new Differentiation(simple, varying).gradient(kind.suffix()));
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
                kept.add(new Rows.Run(run.box(), run.by(), run.column(), count, run.terms()));
            } else if (order != Box.Order.AFTER) {
                kept.add(run);
            }
        }
        return kept;
    }
}
