package org.wengert.mutation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.laws.IdentitySamples;
import org.wengert.op.Algebra;
import org.wengert.op.Identity;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;
import org.wengert.rewrite.Identities;

/** Every identity left out, with another right-hand side, and with a condition dropped that it had where it fired. */
final class IdentityMutants {

    /** An identity where it fired: at which operands, and what it applied. */
    private record Firing(Algebra g, List<Node> operands, List<Interception.Application> applications, Node result) {

        /** Whether an altered right-hand side is the same here after all. */
        boolean isSame(Identity.Rewriting altered) {
            return altered.at(g, operands).equals(Optional.of(result));
        }
    }

    private IdentityMutants() {}

    static List<Mutant> of(List<ScalarOperator> operators) {
        Map<Identity, Firing> firings = firings(operators);
        List<Mutant> mutants = new ArrayList<>();
        for (ScalarOperator operator : operators) {
            for (int i = 0; i < operator.identities().size(); i++) {
                Identity identity = operator.identities().get(i);
                Firing firing = firings.get(identity);
                if (firing != null) {
                    int index = i;
                    mutants.add(mutant(operator, identity, "is left out", without(operator, i)));
                    rewritings(operator, identity, firing)
                            .forEach((change, rewriting) -> mutants.add(mutant(
                                    operator,
                                    identity,
                                    change,
                                    Changes.replaced(
                                            operator.identities(),
                                            index,
                                            new Identity(identity.text(), rewriting, identity.when())))));
                }
            }
            if (operator.name().matches("power\\[-?[35]]")) {
                mutants.addAll(oddPowers(operator));
            }
        }
        return mutants;
    }

    private static Mutant mutant(ScalarOperator operator, Identity identity, String change, List<Identity> altered) {
        return new Mutant(operator, "identity " + identity.text(), change, "identities", altered);
    }

    private static List<Identity> without(ScalarOperator operator, int index) {
        List<Identity> fewer = new ArrayList<>(operator.identities());
        fewer.remove(index);
        return List.copyOf(fewer);
    }

    /** Even powers lose a sign; these have the same of odd ones. */
    private static List<Mutant> oddPowers(ScalarOperator operator) {
        List<Mutant> mutants = new ArrayList<>();
        for (String inner : List.of("negate", "abs")) {
            List<Identity> more = new ArrayList<>(operator.identities());
            more.add(new Identity(
                    inner + "(x)^n = x^n",
                    (g, x) -> x.get(0)
                            .operator()
                            .filter(Changes.operator(inner)::equals)
                            .map(o -> g.apply(operator, x.get(0).operand(0)))));
            mutants.add(
                    new Mutant(operator, "identity", inner + "(x)^n = x^n for odd n", "identities", List.copyOf(more)));
        }
        return mutants;
    }

    private static Map<Identity, Firing> firings(List<ScalarOperator> operators) {
        Map<Identity, Firing> firings = new HashMap<>();
        Map<ScalarOperator, List<Identity>> before = new LinkedHashMap<>();
        for (ScalarOperator operator : operators) {
            before.put(operator, operator.identities());
            Field.write(
                    operator,
                    "identities",
                    operator.identities().stream()
                            .map(identity -> recording(identity, firings))
                            .toList());
        }
        try {
            for (Graph sample : IdentitySamples.all()) {
                Rebuild.apply(sample, Identities.ofAuthors());
            }
        } finally {
            before.forEach((operator, identities) -> Field.write(operator, "identities", identities));
        }
        return firings;
    }

    /** Of several firings the one that applies most is kept. */
    private static Identity recording(Identity identity, Map<Identity, Firing> firings) {
        return new Identity(identity.text(), (g, x) -> {
            List<Optional<Node>> result = new ArrayList<>();
            List<Interception.Application> applications = Interception.seen(
                    g.builder(), () -> result.add(identity.rewriting().at(g, x)));
            Firing known = firings.get(identity);
            if (result.get(0).isPresent() && (known == null || known.applications.size() < applications.size())) {
                firings.put(
                        identity, new Firing(g, x, applications, result.get(0).get()));
            }
            return result.get(0);
        });
    }

    private static Map<String, Identity.Rewriting> rewritings(
            ScalarOperator operator, Identity identity, Firing firing) {
        Identity.Rewriting right = identity.rewriting();
        Map<String, Identity.Rewriting> all = new LinkedHashMap<>();
        if (firing.result.type().equals(Type.REAL)) {
            all.put("has the other sign", (g, x) -> right.at(g, x).map(n -> g.apply(Changes.operator("negate"), n)));
        } else {
            all.put("is the opposite", (g, x) -> right.at(g, x).map(n -> g.apply(Changes.operator("not"), n)));
        }
        for (int i = 0; i < operator.operandTypes().size(); i++) {
            int index = i;
            if (operator.operandTypes().get(i).equals(operator.resultType())) {
                all.put("is operand " + i, (g, x) -> right.at(g, x).map(n -> x.get(index)));
            }
        }
        for (int k = 0; k < firing.applications.size(); k++) {
            int index = k;
            String which = "application " + k + " of "
                    + firing.applications.get(k).operator().name() + " ";
            Changes.of(firing.applications.get(k))
                    .forEach((words, change) -> all.put(
                            which + words,
                            (g, x) -> Interception.altered(g.builder(), index, change, () -> right.at(g, x))));
        }
        all.values().removeIf(firing::isSame);
        conditions(right, firing, all);
        return all;
    }

    private static void conditions(Identity.Rewriting right, Firing firing, Map<String, Identity.Rewriting> all) {
        List<Node> operands = firing.operands;
        for (int i = 0; i < operands.size(); i++) {
            int index = i;
            Node operand = operands.get(i);
            if (operand.operation() instanceof Operation.Constant c) {
                all.put(
                        "takes any constant for " + c.value() + " at operand " + i,
                        (g, x) -> x.get(index).isConstant()
                                ? right.at(g, Changes.replaced(x, index, g.constant(c.value())))
                                : right.at(g, x));
            } else if (operand.operation() instanceof Operation.Truth) {
                all.put(
                        "takes true for false at operand " + i,
                        (g, x) -> x.get(index).operation() instanceof Operation.Truth t
                                ? right.at(
                                        g,
                                        Changes.replaced(x, index, g.builder().truth(!t.value())))
                                : right.at(g, x));
            } else if (operand.operation() instanceof Operation.Apply apply
                    && operand.type().equals(Type.REAL)) {
                pattern(right, index, operand, (ScalarOperator) apply.operator(), all);
            }
        }
        if (operands.size() == 2 && operands.get(0) == operands.get(1)) {
            all.put("takes different operands for equal ones", (g, x) -> right.at(g, List.of(x.get(0), x.get(0))));
        }
    }

    /** The operand has to be an application of {@code wanted}; these take others for it. */
    private static void pattern(
            Identity.Rewriting right,
            int index,
            Node operand,
            ScalarOperator wanted,
            Map<String, Identity.Rewriting> all) {
        all.put("takes any operator for " + wanted + " at operand " + index, (g, x) -> {
            Node given = x.get(index);
            boolean alike = given.operator()
                    .filter(o -> o instanceof ScalarOperator scalar
                            && scalar.operandTypes().equals(wanted.operandTypes())
                            && scalar.resultType().isReal())
                    .isPresent();
            return alike
                    ? right.at(g, Changes.replaced(x, index, g.builder().apply(wanted, given.operands())))
                    : right.at(g, x);
        });
        IntStream.range(0, operand.operands().size())
                .filter(k -> operand.operand(k).operation() instanceof Operation.Constant)
                .forEach(k -> {
                    double wantedConstant =
                            ((Operation.Constant) operand.operand(k).operation()).value();
                    all.put("takes any constant for " + wantedConstant + " inside of operand " + index, (g, x) -> {
                        Node given = x.get(index);
                        boolean alike = given.operator().filter(wanted::equals).isPresent()
                                && given.operand(k).isConstant();
                        return alike
                                ? right.at(
                                        g,
                                        Changes.replaced(
                                                x,
                                                index,
                                                g.builder()
                                                        .apply(
                                                                wanted,
                                                                Changes.replaced(
                                                                        given.operands(),
                                                                        k,
                                                                        g.constant(wantedConstant)))))
                                : right.at(g, x);
                    });
                });
    }
}
