package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.wengert.ir.AppliedRule;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Branch;
import org.wengert.ir.Contribution;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Phrase;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Coefficients;
import org.wengert.op.Declared;
import org.wengert.op.Logic;
import org.wengert.op.Partial;
import org.wengert.op.Recurrence;
import org.wengert.op.Rule;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Series;
import org.wengert.op.Steep;
import org.wengert.pass.Rebuild;

/**
 * Taylor mode: gives every value the first coefficients of its Taylor series along a line through the point, by the recurrences of
 * the operators. With {@code x + t} for x, the coefficients of
 *
 * <pre>
 * v1 = sin(x)         v1_0 = sin(x)      v1_1 = cos(x)      v1_2 = -sin(x)/2
 * f = v1*x            f_0 = v1_0*x       f_1 = v1_0 + v1_1*x    f_2 = v1_1 + v1_2*x
 * </pre>
 *
 * <p>The program stands in a graph of formulas, where recurrences may ask for further functions, as that of a sine asks for the
 * cosine; what is computed stands in another one, and has for each formula the coefficients that were asked for. First
 * coefficients are what a {@link TangentSweep} makes of the formulas, with all its conventions.
 */
final class TaylorSweep {

    private final int degree;
    private final int mostNodes;
    private final Names names;
    private final TangentSweep tangents = new TangentSweep(name -> name + "Dot", false);
    private int made;

    /**
     * A sweep.
     *
     * @param degree the last coefficient that is wanted
     * @param mostNodes how many operations it may make
     * @param names whether what it makes is to be read
     */
    TaylorSweep(int degree, int mostNodes, Names names) {
        this.degree = degree;
        this.mostNodes = mostNodes;
        this.names = names;
    }

    /** Whether coefficients have names, {@code v1_2} for number 2 of {@code v1}. */
    enum Names {
        GIVEN,
        NONE
    }

    /**
     * The coefficients of the results of a program, by result.
     *
     * @param seeds for some inputs, by index, how they move along the line, a value of {@code result}
     * @param inputs the inputs in {@code result}
     */
    List<Series> run(Graph graph, GraphBuilder result, List<Node> inputs, Map<Integer, Node> seeds) {
        Level level = new Level(new GraphBuilder(result.rewriter()), result);
        Rebuild.Copy copy = new Rebuild.Copy(level.formulas);
        for (int i = 0; i < inputs.size(); i++) {
            Node input = graph.inputs().get(i);
            Node formula = level.formulas.input(((Operation.Input) input.operation()).name(), input.type());
            copy.put(input, formula);
            level.begin(formula, inputs.get(i), Optional.ofNullable(seeds.get(i)));
        }
        List<Node> results = copy.results(graph, graph.results());
        level.expand();
        return results.stream().map(level::of).toList();
    }

    /**
     * The coefficients of the solution of a differential equation, in time: of the states, whose slopes the first results are, then of the
     * other results. Coefficient k + 1 of a state is coefficient k of its slope over k + 1, so that all values have their coefficients
     * of one degree before there is one of the next.
     *
     * @param inputs the inputs in {@code result}
     * @param states the inputs that are states, by index
     * @param time the input that is the time, by index
     */
    List<Series> solution(Graph graph, GraphBuilder result, List<Node> inputs, List<Integer> states, OptionalInt time) {
        Level level = new Level(new GraphBuilder(result.rewriter()), result);
        Rebuild.Copy copy = new Rebuild.Copy(level.formulas);
        List<Node> results = new ArrayList<>();
        List<Node> moving = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Node input = graph.inputs().get(i);
            Node formula = level.formulas.input(((Operation.Input) input.operation()).name(), input.type());
            copy.put(input, formula);
            Node value = inputs.get(i);
            int state = states.indexOf(i);
            if (state >= 0) {
                Series slope = k -> level.of(results.get(state)).at(k);
                level.begin(formula, value, k -> level.coefficients().over(slope, k));
                moving.add(formula);
            } else if (time.isPresent() && time.getAsInt() == i) {
                level.begin(formula, value, Optional.of(result.constant(1)));
            } else {
                level.begin(formula, value, Optional.empty());
            }
        }
        results.addAll(copy.results(graph, graph.results()));
        level.formulas.nodes().stream().filter(Node::isRegion).findFirst().ifPresent(TaylorSweep::refuse);
        level.expandByDegree(moving, results.size() > states.size() ? degree : degree - 1);
        return IntStream.range(0, results.size())
                .mapToObj(j -> j < states.size()
                        ? level.of(copy.of(graph.inputs().get(states.get(j))))
                        : level.of(results.get(j)))
                .toList();
    }

    /** A region would be one for each degree, with the coefficients of all its values handed on from one to the next. */
    private static void refuse(Node region) {
        boolean loop = region.operation() instanceof Operation.Loop;
        throw new NotDerivedException(
                loop
                        ? "the coefficients of a solution are made degree by degree, and that takes a loop whose iterations are known and"
                                + " not too many"
                        : "the coefficients of a solution are made of both branches, and here integers decide which of them there is",
                region.span(),
                "give arrays sizes that are numbers, x: real[6], or write what a loop does with operators of whole arrays");
    }

    /** A program, or a body of it. */
    private final class Level {

        private final GraphBuilder formulas;
        private final GraphBuilder result;
        private final Algebra g;
        private final Frame frame;
        private final TangentSweep.Tangents first = TangentSweep.Tangents.none();
        private final Map<Node, Series> series = new HashMap<>();
        private final Set<Node> moving = new HashSet<>();
        private final Set<Node> program = new HashSet<>();
        private final Map<Node, Node> directions = new HashMap<>();
        private final Map<Node, List<Series>> regions = new HashMap<>();

        Level(GraphBuilder formulas, GraphBuilder result) {
            this.formulas = formulas;
            this.result = result;
            this.g = new Algebra(result);
            this.frame = Frame.beside(formulas);
        }

        Coefficients coefficients() {
            return new Coefficients(g);
        }

        /** An input of the program. */
        void begin(Node formula, Node value, Optional<Node> seed) {
            put(formula, k -> k == 0 ? Optional.of(value) : k == 1 ? seed : Optional.empty());
            seed.ifPresent(moves -> move(formula));
        }

        /** An input whose coefficients from the first on are known when those of other values are. */
        void begin(Node formula, Node value, IntFunction<Optional<Node>> next) {
            put(formula, k -> k == 0 ? Optional.of(value) : next.apply(k));
            move(formula);
        }

        private void move(Node formula) {
            Node tangent = formulas.freshInput(tangents.nameOf(formula), formula.type());
            tangents.begin(formula, tangent, first);
            direct(formula, tangent);
        }

        /** Says that {@code tangent} is the derivative of {@code formula}, which moves. */
        private void direct(Node formula, Node tangent) {
            moving.add(formula);
            moving.add(tangent);
            series.put(tangent, coefficients().derived(of(formula)));
        }

        /** The derivative of a formula, as a formula of which no more is known. */
        Node direction(Node formula) {
            return directions.computeIfAbsent(formula, f -> {
                Node tangent = formulas.freshInput(tangents.nameOf(f), f.type());
                direct(f, tangent);
                return tangent;
            });
        }

        private Series put(Node formula, IntFunction<Optional<Node>> next) {
            Series all = new Known(next);
            series.put(formula, all);
            return all;
        }

        boolean moves(Node formula) {
            return moving.contains(formula);
        }

        /** The series of a formula. */
        Series of(Node formula) {
            Series known = series.get(formula);
            return known != null ? known : made(formula);
        }

        private Series made(Node formula) {
            if (formula.isConstant()) {
                return put(formula, k -> k == 0 ? Optional.of(result.constantLike(formula)) : Optional.empty());
            }
            if (formula.operation() instanceof Operation.Whole whole) {
                return put(formula, k -> k == 0 ? Optional.of(result.whole(whole.value())) : Optional.empty());
            }
            if (formula.operation() instanceof Operation.Apply apply) {
                formula.operands().forEach(this::of);
                if (program.contains(formula)) {
                    return application(formula);
                }
                if (Activity.passes(apply.operator(), formula.operands(), moving)) {
                    moving.add(formula);
                }
                OfNode node = new OfNode(this, formula);
                return put(formula, k -> k == 0 ? Optional.of(node.constant()) : node.coefficient(k));
            }
            throw new IllegalStateException("bug: no series of " + formula + " (T1)");
        }

        /** Makes all coefficients of all values of the program. */
        void expand() {
            program.addAll(formulas.nodes());
            for (Node node : List.copyOf(formulas.nodes())) {
                result.at(node);
                formulas.at(node);
                if (node.operation() instanceof Operation.Cond cond) {
                    conditional(node, cond);
                } else if (node.operation() instanceof Operation.Loop loop) {
                    loop(node, loop);
                } else if (node.operation() instanceof Operation.Item item) {
                    item(node, item.index());
                } else if (node.operation() instanceof Operation.Apply) {
                    Series all = of(node);
                    result.describeLike(all.at(0).orElseThrow(), node);
                    complete(node, all);
                }
                spend();
            }
        }

        /**
         * Makes the coefficients of all values of the program up to a degree, those of one degree after those of the one before.
         *
         * @param states inputs whose coefficients are what comes of those of other values, up to the last degree
         */
        void expandByDegree(List<Node> states, int last) {
            program.addAll(formulas.nodes());
            List<Node> values = formulas.nodes().stream()
                    .filter(node -> node.operation() instanceof Operation.Apply)
                    .toList();
            for (Node node : values) {
                formulas.at(node);
                result.at(node);
                result.describeLike(of(node).at(0).orElseThrow(), node);
            }
            for (int k = 1; k <= degree; k++) {
                for (Node state : states) {
                    complete(state, of(state), k);
                }
                for (Node node : k <= last ? values : List.<Node>of()) {
                    formulas.at(node);
                    result.at(node);
                    complete(node, of(node), k);
                }
            }
        }

        /** The series of a value of the program, whose first coefficients are what derivatives of it are. */
        private Series application(Node node) {
            OfNode own = new OfNode(this, node);
            List<Series> slope = new ArrayList<>();
            Series all = put(
                    node,
                    k -> k == 0
                            ? Optional.of(own.constant())
                            : slope.isEmpty()
                                    ? Optional.empty()
                                    : isByRules(node, k) ? coefficients().over(slope.get(0), k) : own.coefficient(k));
            Optional<Node> tangent = node.operands().stream().anyMatch(this::moves)
                    ? tangents.tangent(node, frame, first)
                    : Optional.empty();
            tangent.ifPresent(t -> {
                moving.add(node);
                first.values().put(node, t);
                slope.add(of(t));
                if (!program.contains(t)) {
                    direct(node, t);
                }
            });
            return all;
        }

        private boolean isByRules(Node node, int k) {
            return k == 1
                    || k
                            < Declared.of(node.operator().orElseThrow())
                                    .recurrence()
                                    .first();
        }

        private void complete(Node node, Series all) {
            for (int k = 1; k <= degree; k++) {
                complete(node, all, k);
            }
        }

        private void complete(Node node, Series all, int k) {
            Optional<Node> coefficient = all.at(k);
            if (names == Names.GIVEN && node.name().isPresent()) {
                String name = node.name().get() + "_" + k;
                Label label = label(node, k);
                coefficient.ifPresent(c -> result.label(c, name, label));
            }
            spend();
        }

        private Label label(Node node, int k) {
            Phrase line = node.operation() instanceof Operation.Input
                    ? Phrase.of("slope of " + node.name().orElseThrow())
                    : Notation.line(node);
            Contribution why = new Contribution(
                    line,
                    AppliedRule.coefficient(node.operation() instanceof Operation.Input ? k - 1 : k),
                    node.origin(),
                    Sweep.views(node));
            return new Label(
                    Label.Role.TAYLOR, node.name().orElseThrow(), node.origin(), List.of(why), Optional.empty());
        }

        private void spend() {
            if (made + result.nodes().size() + formulas.nodes().size() > mostNodes) {
                throw new Differentiation.TooLarge();
            }
        }

        private Node orZero(Series all, int k, Node like) {
            return all.at(k).orElseGet(() -> g.zero(like.type()));
        }

        /** The series of a value of the graph around, read here. */
        private void capture(
                Level outer, Node around, BodyBuilder ofFormulas, BodyBuilder ofResult, Node input, Rebuild.Copy copy) {
            Node formula = ofFormulas.capture(around);
            copy.put(input, formula);
            if (formula.isConstant() || series.containsKey(formula)) {
                return;
            }
            Series outside = outer.of(around);
            put(formula, k -> outside.at(k).map(ofResult::capture));
            if (outer.moves(around)) {
                moving.add(formula);
                Optional.ofNullable(outer.first.values().get(around)).ifPresent(tangent -> {
                    Node inner = ofFormulas.capture(tangent);
                    first.values().put(formula, inner);
                    first.passed().put(formula, outer.first.passed(around).elsewhere());
                    direct(formula, inner);
                });
            }
        }

        private void conditional(Node node, Operation.Cond cond) {
            Branched then = branch(node, cond.then());
            Branched otherwise = branch(node, cond.otherwise());
            int results = then.results().size();
            Node condition = of(node.operand(0)).at(0).orElseThrow();
            List<Node> ofThen = new ArrayList<>();
            List<Node> ofOtherwise = new ArrayList<>();
            List<Map<Integer, Integer>> places = new ArrayList<>();
            for (int i = 0; i < results; i++) {
                Map<Integer, Integer> place = new LinkedHashMap<>();
                Node like = then.results().get(i);
                for (int k = 0; k <= degree; k++) {
                    Optional<Node> a = then.of(i).at(k);
                    Optional<Node> b = otherwise.of(i).at(k);
                    if (a.isPresent() || b.isPresent()) {
                        place.put(k, ofThen.size());
                        ofThen.add(then.level().orZero(then.of(i), k, like));
                        ofOtherwise.add(otherwise.level().orZero(otherwise.of(i), k, like));
                    }
                }
                places.add(place);
            }
            Map<Integer, Integer> masked = new LinkedHashMap<>();
            for (int i = 0; i < results; i++) {
                if (then.results().get(i).type().isScalar() && (then.hasMask(i) || otherwise.hasMask(i))) {
                    masked.put(i, ofThen.size());
                    ofThen.add(then.mask(i));
                    ofOtherwise.add(otherwise.mask(i));
                }
            }
            Node tuple = result.cond(
                    condition,
                    then.body().buildResults(ofThen),
                    otherwise.body().buildResults(ofOtherwise));
            regions.put(node, items(tuple, places));
            branches.put(node, List.of(then, otherwise));
            masked.forEach((i, place) -> {
                Node mask = formulas.freshInput("moves", Type.BOOLEAN);
                put(mask, k -> k == 0 ? Optional.of(result.item(tuple, place)) : Optional.empty());
                masks.put(List.of(node, i), new Mask(mask));
            });
        }

        /** Of results of conditionals where they move, if branches know. */
        private final Map<List<Object>, Mask> masks = new HashMap<>();

        /** The conditionals, with their bodies. */
        private final Map<Node, List<Branched>> branches = new HashMap<>();

        private List<Series> items(Node tuple, List<Map<Integer, Integer>> places) {
            return places.stream()
                    .map(place -> (Series)
                            new Known(k -> Optional.ofNullable(place.get(k)).map(p -> result.item(tuple, p))))
                    .toList();
        }

        private Branched branch(Node node, Operation.Body body) {
            BodyBuilder ofFormulas = new BodyBuilder(formulas);
            BodyBuilder ofResult = new BodyBuilder(result);
            Level inside = new Level(ofFormulas.graph(), ofResult.graph());
            Rebuild.Copy copy = new Rebuild.Copy(ofFormulas.graph());
            for (int i = 0; i < body.operands().size(); i++) {
                inside.capture(
                        this,
                        node.operand(body.operands().get(i)),
                        ofFormulas,
                        ofResult,
                        body.graph().inputs().get(i),
                        copy);
            }
            List<Node> results = copy.results(body.graph(), body.graph().results());
            inside.expand();
            made += ofResult.graph().nodes().size();
            return new Branched(inside, ofResult, results);
        }

        private void item(Node node, int index) {
            Node region = node.operand(0);
            Series all = Optional.ofNullable(regions.get(region)).orElseThrow().get(index);
            series.put(node, all);
            all.at(0).ifPresent(value -> result.describeLike(value, node));
            if (IntStream.rangeClosed(1, degree).noneMatch(k -> all.at(k).isPresent())) {
                return;
            }
            // Not that of recurrences: what these make of it is not what the sweep over tangents makes of it.
            Node tangent = formulas.freshInput(tangents.nameOf(node), node.type());
            direct(node, tangent);
            first.values().put(node, tangent);
            List<Branched> both = branches.getOrDefault(region, List.of());
            if (both.size() == 2) {
                boolean then = both.get(0).moves(index);
                Mask mask = masks.get(List.of(region, index));
                if (mask == null && then != both.get(1).moves(index)) {
                    Node condition = region.operand(0);
                    mask = new Mask(then ? condition : new Algebra(formulas).apply(Logic.NOT, condition));
                }
                Optional.ofNullable(mask).ifPresent(m -> first.masks().put(node, m));
                both.stream()
                        .filter(branch -> branch.moves(index))
                        .map(branch -> branch.level()
                                .first
                                .passed(branch.results().get(index))
                                .elsewhere())
                        .reduce(Passed::and)
                        .ifPresent(passed -> first.passed().put(node, passed));
            }
        }

        /** A loop whose states are the coefficients of the states. */
        private void loop(Node node, Operation.Loop loop) {
            Graph body = loop.body().graph();
            List<Integer> operands = loop.body().operands();
            Activity.OfLoop active =
                    Activity.of(loop, node.operands().stream().map(this::moves).toList());
            BodyBuilder ofFormulas = new BodyBuilder(formulas);
            BodyBuilder ofResult = new BodyBuilder(result);
            Level inside = new Level(ofFormulas.graph(), ofResult.graph());
            Rebuild.Copy copy = new Rebuild.Copy(ofFormulas.graph());
            List<Node> initial = new ArrayList<>();
            List<Integer> varying = new ArrayList<>();
            List<List<Node>> states = new ArrayList<>();
            for (int i = 0; i < loop.carried(); i++) {
                Node state = body.inputs().get(i);
                String name = state.name().orElse("s");
                copy.put(state, ofFormulas.state(name, state.type()));
                initial.add(of(node.operand(operands.get(i))).at(0).orElseThrow());
                states.add(new ArrayList<>(List.of(ofResult.state(name, state.type()))));
                if (active.inputs().get(i)) {
                    varying.add(i);
                }
            }
            for (int i : varying) {
                Node state = body.inputs().get(i);
                Series before = of(node.operand(operands.get(i)));
                for (int k = 1; k <= degree; k++) {
                    initial.add(orZero(before, k, state));
                    states.get(i).add(ofResult.state(state.name().orElse("s") + "_" + k, state.type()));
                }
            }
            for (int i = 0; i < loop.carried(); i++) {
                inside.state(copy.of(body.inputs().get(i)), states.get(i), ofFormulas);
            }
            for (int i = loop.carried(); i < body.inputs().size(); i++) {
                inside.capture(
                        this,
                        node.operand(operands.get(i)),
                        ofFormulas,
                        ofResult,
                        body.inputs().get(i),
                        copy);
            }
            List<Node> results = copy.results(body, body.results());
            inside.expand();
            made += ofResult.graph().nodes().size();
            finish(node, loop, inside, results, initial, varying, ofResult);
        }

        private void state(Node formula, List<Node> coefficients, BodyBuilder ofFormulas) {
            put(formula, k -> k < coefficients.size() ? Optional.of(coefficients.get(k)) : Optional.empty());
            if (coefficients.size() > 1) {
                Node tangent = ofFormulas.state(tangents.nameOf(formula), formula.type());
                tangents.begin(formula, tangent, first);
                direct(formula, tangent);
            }
        }

        private void finish(
                Node node,
                Operation.Loop loop,
                Level inside,
                List<Node> results,
                List<Node> initial,
                List<Integer> varying,
                BodyBuilder body) {
            List<Node> outputs = new ArrayList<>();
            List<Operation.Role> roles = new ArrayList<>();
            List<Map<Integer, Integer>> places = new ArrayList<>();
            for (int i = 0; i < loop.carried(); i++) {
                places.add(new LinkedHashMap<>(Map.of(0, outputs.size())));
                outputs.add(inside.of(results.get(i)).at(0).orElseThrow());
                roles.add(loop.roles().get(i));
            }
            for (int i : varying) {
                for (int k = 1; k <= degree; k++) {
                    places.get(i).put(k, outputs.size());
                    outputs.add(inside.orZero(inside.of(results.get(i)), k, results.get(i)));
                    roles.add(loop.roles().get(i));
                }
            }
            for (int i = loop.carried(); i < results.size(); i++) {
                Map<Integer, Integer> place = new LinkedHashMap<>();
                for (int k = 0; k <= degree; k++) {
                    Optional<Node> coefficient = inside.of(results.get(i)).at(k);
                    if (coefficient.isPresent()) {
                        place.put(k, outputs.size());
                        outputs.add(coefficient.get());
                        roles.add(loop.roles().get(i));
                    }
                }
                places.add(place);
            }
            Branch closed = body.buildResults(outputs);
            regions.put(node, items(result.loop(loop.iterations(), initial, closed, roles), places));
        }
    }

    /** One application, as recurrences see it. */
    private static final class OfNode implements Recurrence.Expansion {
        private final Level level;
        private final Node node;
        private final Map<List<Rule>, Series> slopes = new HashMap<>();

        OfNode(Level level, Node node) {
            this.level = level;
            this.node = node;
        }

        /** The value at the point. */
        Node constant() {
            return level.result.apply(node.operator().orElseThrow(), operands(i -> 0));
        }

        Optional<Node> coefficient(int k) {
            Recurrence recurrence = Declared.of(node.operator().orElseThrow()).recurrence();
            boolean byRules = k == 1 && recurrence.first() > 1;
            return level.moves(node)
                    ? (byRules ? sums().over(slope(), k) : recurrence.at(this, k))
                            .map(c -> level.g.broadcast(c, node.type().shape()))
                    : Optional.empty();
        }

        @Override
        public Coefficients sums() {
            return level.coefficients();
        }

        @Override
        public Series operand(int i) {
            return level.of(node.operand(i));
        }

        @Override
        public List<Node> operands(IntUnaryOperator coefficient) {
            return IntStream.range(0, node.operands().size())
                    .mapToObj(i -> level.orZero(operand(i), coefficient.applyAsInt(i), node.operand(i)))
                    .toList();
        }

        @Override
        public boolean moves(int k) {
            return node.operands().stream().anyMatch(o -> level.of(o).at(k).isPresent());
        }

        @Override
        public Series value() {
            return level.of(node);
        }

        @Override
        public Algebra formulas() {
            return new Algebra(level.formulas);
        }

        @Override
        public Series of(Recurrence.Formula formula) {
            return level.of(formula.at(formulas(), node.operands(), node));
        }

        @Override
        public boolean isMoving(int i) {
            return level.moves(node.operand(i));
        }

        @Override
        public Node formula() {
            return node;
        }

        @Override
        public Series slope() {
            Operator operator = node.operator().orElseThrow();
            return operator instanceof ScalarOperator scalar
                    ? slope(scalar.rules())
                    : slopes.computeIfAbsent(List.of(), r -> sum(i -> ofArray((ArrayOperator) operator, i)));
        }

        @Override
        public Series slope(List<Rule> rules) {
            return slopes.computeIfAbsent(rules, r -> sum(i -> ofNumber(r.get(i), i)));
        }

        private Series sum(IntFunction<Optional<Node>> term) {
            Optional<Node> sum = IntStream.range(0, node.operands().size())
                    .filter(i -> level.moves(node.operand(i)))
                    .mapToObj(term)
                    .flatMap(Optional::stream)
                    .reduce(formulas()::add);
            return sum.map(level::of).orElse(k -> Optional.empty());
        }

        private Optional<Node> ofNumber(Rule rule, int i) {
            Algebra f = formulas();
            Partial partial = rule.partial().at(f, node.operands(), node);
            if (partial.isZero()) {
                return Optional.empty();
            }
            Node v = level.direction(node.operand(i));
            Node term = partial.tangent(f, v, false, Optional.empty(), Steep.Roots.NONE);
            return Optional.of(partial.isNegative() ? f.negate(term) : term);
        }

        private Optional<Node> ofArray(ArrayOperator operator, int i) {
            return operator.rules()
                    .get(i)
                    .map(rule ->
                            operator.tangent(formulas(), node.operands(), node, i, level.direction(node.operand(i))));
        }
    }

    /** A body of a conditional. */
    private record Branched(Level level, BodyBuilder body, List<Node> results) {
        Series of(int result) {
            return level.of(results.get(result));
        }

        boolean moves(int result) {
            return level.moves(results.get(result));
        }

        boolean hasMask(int result) {
            return level.first.mask(results.get(result)).isPresent();
        }

        /** Where a result moves. */
        Node mask(int result) {
            return level.first
                    .mask(results.get(result))
                    .flatMap(mask -> level.of(mask.node()).at(0))
                    .orElseGet(() -> body.graph().truth(moves(result)));
        }
    }

    /** Coefficients that are made when they are first asked for, in order. */
    private static final class Known implements Series {
        private final List<Optional<Node>> all = new ArrayList<>();
        private final IntFunction<Optional<Node>> next;

        Known(IntFunction<Optional<Node>> next) {
            this.next = next;
        }

        @Override
        public Optional<Node> at(int k) {
            while (all.size() <= k) {
                all.add(next.apply(all.size()));
            }
            return all.get(k);
        }
    }
}
