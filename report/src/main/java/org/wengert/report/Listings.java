package org.wengert.report;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wengert.explain.ListText;
import org.wengert.ir.Contribution;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Origin;
import org.wengert.ir.Phrase;
import org.wengert.ssa.Origins;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/** Makes the listing of a Wengert list: rows for people, and the same as a program. */
final class Listings {

    /** What tells a name from others like it: {@code _2} of {@code xBar_2[0]}. */
    private static final Pattern NUMBERED = Pattern.compile("_\\d+(?=\\[|$)");

    /** Lists of more values are not repeated where a derivative needs a few others. */
    private static final int SHORT = 12;

    private final WengertList list;
    private final Formulas formulas;
    private final IdentityHashMap<Step, Integer> rowOf = new IdentityHashMap<>();
    private final List<Report.Row> rows = new ArrayList<>();
    private final Set<String> operators;
    private final Set<String> names;

    /** Those of which there are others with a number. */
    private final Set<String> numbered;

    private Listings(WengertList list, Formulas formulas, Set<String> operators) {
        this.list = list;
        this.formulas = formulas;
        this.operators = operators;
        this.names = Set.copyOf(list.names().values());
        this.numbered = names.stream()
                .filter(name -> NUMBERED.matcher(name).find())
                .map(name -> NUMBERED.matcher(name).replaceFirst(""))
                .collect(Collectors.toSet());
    }

    /**
     * The listing of a list.
     *
     * @param value the lines that the list of the value has already; if a derivative needs others, they are shown with these,
     *     but of a list that is long without
     * @param operators receives the names of the operators in it
     */
    static Report.Listing of(
            String id, String heading, WengertList list, Set<String> value, Formulas formulas, Set<String> operators) {
        return new Listings(list, formulas, operators).listing(id, heading, value);
    }

    private Report.Listing listing(String id, String heading, Set<String> value) {
        List<ListText.Line> own = ListText.lines(list, list.values());
        boolean shown = !own.stream().allMatch(line -> value.contains(line.row().statement()));
        boolean isLong = own.size() > SHORT;
        for (List<ListText.Line> whole : statements(own)) {
            boolean said =
                    whole.stream().allMatch(line -> value.contains(line.row().statement()));
            whole.forEach(line -> add(line, false, shown && !(isLong && said)));
        }
        ListText.lines(list, list.derivatives()).forEach(line -> add(line, true, true));
        return new Report.Listing(
                id,
                heading,
                list.graph().inputs().stream()
                        .map(input -> list.name(input).orElseThrow())
                        .toList(),
                list.graph().results().stream().map(this::operand).toList(),
                rows,
                steps(list.steps()),
                0);
    }

    /** Conditionals whole: a line of a branch says nothing without its condition. */
    private static List<List<ListText.Line>> statements(List<ListText.Line> lines) {
        List<List<ListText.Line>> statements = new ArrayList<>();
        for (ListText.Line line : lines) {
            boolean begins = line.indent() == 0 && !line.row().statement().equals("else");
            if (begins || statements.isEmpty()) {
                statements.add(new ArrayList<>());
            }
            statements.get(statements.size() - 1).add(line);
        }
        return statements;
    }

    /** A listing of which some lines are shown at most; the others keep what evaluating them needs. */
    static Report.Listing cut(Report.Listing listing, int most) {
        long shown = listing.rows().stream().filter(Report.Row::shown).count();
        if (shown <= most) {
            return listing;
        }
        List<Report.Row> rows = new ArrayList<>();
        int left = most;
        for (Report.Row row : listing.rows()) {
            boolean keep = row.shown() && left-- > 0;
            rows.add(
                    keep
                            ? row
                            : new Report.Row(
                                    "",
                                    row.indent(),
                                    row.name(),
                                    row.values(),
                                    row.of(),
                                    List.of(),
                                    row.derived(),
                                    false));
        }
        return new Report.Listing(
                listing.id(),
                listing.heading(),
                listing.inputs(),
                listing.outputs(),
                rows,
                listing.steps(),
                (int) shown - most);
    }

    private void add(ListText.Line line, boolean derived, boolean shown) {
        rowOf.putIfAbsent(line.statement(), rows.size());
        String text = line.row().statement().strip();
        rows.add(new Report.Row(
                text,
                line.indent(),
                name(line.statement()),
                text.equals("else") ? List.of() : numbers(origins(line.statement())),
                defined(line.statement())
                        .flatMap(Node::label)
                        .flatMap(Label::value)
                        .map(Origin::number)
                        .orElse(-1),
                line.row().why().stream().map(this::why).toList(),
                derived,
                shown));
    }

    private Report.Why why(Contribution why) {
        return new Report.Why(
                why.line(),
                why.ruleText(),
                formulas.line(why.line()),
                formulas.line(why.ruleText()),
                numbers(why.primal().stream().toList()),
                alias(why.known()).stream().toList());
    }

    /** The derivative that {@code c = sqrt(b), cBar = fBar} names, if the list has one value alone by this name. */
    private Optional<Object> alias(List<Contribution.Known> known) {
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Phrase here = known.get(known.size() - 1).here();
        String text = here.toString();
        if (here.hasNoWords()) {
            return Optional.of(Double.valueOf(text));
        }
        return names.contains(text) && !numbered.contains(text) ? Optional.of(text) : Optional.empty();
    }

    static List<Integer> numbers(List<Origin> origins) {
        return origins.stream().map(Origin::number).distinct().toList();
    }

    private static Optional<Node> defined(Step statement) {
        if (statement instanceof Step.Define define) {
            return Optional.of(define.node());
        }
        return statement instanceof Step.Assign assign ? Optional.of(assign.variable()) : Optional.empty();
    }

    private String name(Step statement) {
        return defined(statement).map(this::name).orElse("");
    }

    private String name(Node node) {
        return list.name(node).orElseThrow(() -> new IllegalStateException("bug: " + node + " has no name (S2)"));
    }

    private List<Origin> origins(Step statement) {
        if (statement instanceof Step.Define define) {
            return Origins.of(define.node(), list.sumBefore(define.node()).flatMap(Node::label));
        } else if (statement instanceof Step.Assign assign) {
            return Origins.of(assign.variable(), Optional.empty());
        }
        List<Origin> all = new ArrayList<>();
        ((Step.Choose) statement).results().forEach(result -> all.addAll(Origins.of(result, Optional.empty())));
        return all;
    }

    private List<Report.Step> steps(List<Step> statements) {
        return statements.stream().map(this::step).toList();
    }

    private Report.Step step(Step statement) {
        int row = rowOf.getOrDefault(statement, -1);
        if (statement instanceof Step.Define define) {
            return new Report.Step(
                    row, name(define.node()), expression(define.node()), List.of(), List.of(), List.of());
        } else if (statement instanceof Step.Assign assign) {
            return new Report.Step(
                    row, name(assign.variable()), operand(assign.value()), List.of(), List.of(), List.of());
        }
        Step.Choose choose = (Step.Choose) statement;
        return new Report.Step(
                row,
                "",
                operand(choose.condition()),
                steps(choose.then()),
                steps(choose.otherwise()),
                choose.results().stream().map(this::result).toList());
    }

    private Report.Result result(Node node) {
        boolean primal = node.label().isEmpty();
        return new Report.Result(
                name(node), primal ? node.origin().map(Origin::number).orElse(-1) : -1);
    }

    private Object operand(Node given) {
        Node node = list.resolve(given);
        if (node.operation() instanceof Operation.Constant constant) {
            double value = constant.value();
            return Double.isFinite(value) ? (Object) value : List.of("constant", Double.toString(value));
        } else if (node.operation() instanceof Operation.Truth truth) {
            return truth.value();
        }
        return list.isInlined(node) ? expression(node) : name(node);
    }

    private Object expression(Node node) {
        List<Object> expression = new ArrayList<>();
        String operator = node.operator().orElseThrow().name();
        operators.add(operator);
        expression.add(operator);
        node.operands().forEach(operand -> expression.add(operand(operand)));
        return expression;
    }

    /**
     * The values that the sweep of a derivative reads, each with the rows that read it; and those that it does not read.
     *
     * @param parameters how many inputs are no cotangents
     */
    static List<Report.Kept> kept(WengertList adjoint, int parameters, Report.Listing listing, boolean wanted) {
        Map<String, Set<String>> readers = new LinkedHashMap<>();
        Map<String, Report.Kept> candidates = new LinkedHashMap<>();
        for (int i = 0; i < parameters; i++) {
            Node input = adjoint.graph().inputs().get(i);
            String name = listing.inputs().get(i);
            candidates.put(
                    name,
                    new Report.Kept(
                            name,
                            "parameter",
                            List.of(),
                            numbers(input.origin().stream().toList())));
        }
        for (Report.Row row : listing.rows()) {
            if (!row.derived() && !row.name().isEmpty()) {
                candidates.putIfAbsent(row.name(), new Report.Kept(row.name(), row.text(), List.of(), row.values()));
            }
        }
        read(listing.steps(), listing, readers);
        List<Report.Kept> kept = new ArrayList<>();
        candidates.forEach((name, value) -> {
            Set<String> by = readers.getOrDefault(name, Set.of());
            if (by.isEmpty() != wanted) {
                kept.add(new Report.Kept(name, value.line(), List.copyOf(by), value.values()));
            }
        });
        return kept;
    }

    private static void read(List<Report.Step> steps, Report.Listing listing, Map<String, Set<String>> readers) {
        for (Report.Step step : steps) {
            boolean derived = step.row() >= 0 && listing.rows().get(step.row()).derived();
            if (derived) {
                collect(step.to(), listing.rows().get(step.row()).text(), readers);
            }
            read(step.then(), listing, readers);
            read(step.otherwise(), listing, readers);
        }
    }

    private static void collect(Object expression, String reader, Map<String, Set<String>> readers) {
        if (expression instanceof String name) {
            readers.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(reader);
        } else if (expression instanceof List<?> application) {
            application.subList(1, application.size()).forEach(operand -> collect(operand, reader, readers));
        }
    }
}
