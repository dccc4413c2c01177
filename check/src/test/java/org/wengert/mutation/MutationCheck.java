package org.wengert.mutation;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wengert.op.Catalogue;
import org.wengert.op.Powers;
import org.wengert.op.ScalarOperator;

/**
 * Alters the operators' declarations one way after another, and demands of the tests of every build that one fails. Not part
 * of a build: {@code -Dtest=MutationCheck}; {@code -Dwengert.mutation.operators=tanh,power.*} takes some operators only.
 */
class MutationCheck {

    private static final String OPERATORS = System.getProperty("wengert.mutation.operators", ".*");

    /** Mutants that no test can tell from what is shipped, as patterns, and why. */
    private static final Map<String, String> EQUIVALENT = Map.ofEntries(
            entry(
                    "(add|hypot|max|min|equal|not_equal|and|or), java: exchanges 0 and 1",
                    "the same bits either way round, and no operand has an effect"),
            entry(
                    "(pow\\[.*|divide|log|over_norm), .*application \\d of (equal|max) exchanges 0 and 1",
                    "the same bits either way round"),
            entry(
                    "(softplus|shift|squared_root|power\\[[23]]), java: operands need no parentheses",
                    "an operand that is read twice is always a name"),
            entry(
                    "(select|or), java: operands need no parentheses",
                    "nothing binds less tightly that could stand there"),
            entry("not, java: needs no parentheses", "nothing binds more tightly that could stand around it"),
            entry(
                    "sigmoid_complement, lowering: application 1 of greater is greater_equal",
                    "both branches are 1/2 at 0"),
            entry("relu, rule 0: reads the value for the arguments", "the value is positive where the argument is"),
            entry("leaky_relu, rule 1: application 0 of greater is greater_equal", "both branches are 0 at 0"),
            entry(
                    "power\\[2], rule 0: application 0 of power\\[1] is left out|"
                            + "pow\\[0,1], lowering: application \\d of power\\[1] is left out",
                    "x^1 is x"),
            entry(
                    "power\\[4], lowering: application 0 of power\\[2] has the other sign|"
                            + "pow\\[0,2], lowering: application \\d of log has the other sign",
                    "what is squared has no sign"),
            entry("power\\[0], rule 0: .*", "what is multiplied by 0 there makes no difference"),
            entry("power\\[1], rule 0: .*", "x^0 is 1, whatever x is and however often it is multiplied"),
            entry("power\\[[01]], (java|lowering): .*", "x^0 = 1 and x^1 = x apply before Java is written"));

    private static List<ScalarOperator> operators() {
        return Stream.of(Catalogue.all(), Catalogue.familyMembers(), List.of(Powers.power(0), Powers.power(1)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> mutants() {
        List<Mutant> mutants = new ArrayList<>();
        for (ScalarOperator operator : operators()) {
            mutants.addAll(RuleMutants.of(operator));
            mutants.addAll(FormMutants.of(operator));
        }
        mutants.addAll(IdentityMutants.of(operators()));
        mutants.removeIf(m -> !m.operator().name().matches(OPERATORS.replace(",", "|")));
        return mutants;
    }

    @Test
    void everyMutantOfTheOperatorTableIsSeenByATest() {
        Killers killers = new Killers(operators());
        assertThat(killers.failingUnaltered()).as("fails without any mutant").isEmpty();
        List<String> survivors = new ArrayList<>();
        Map<String, int[]> byPart = new TreeMap<>();
        Map<String, Integer> byKiller = new TreeMap<>();
        List<Mutant> mutants = mutants();
        System.out.printf("%d mutants%n", mutants.size());
        for (Mutant mutant : mutants) {
            Optional<String> killer = killers.killer(mutant);
            int[] counts = byPart.computeIfAbsent(mutant.field(), p -> new int[2]);
            counts[0]++;
            killer.ifPresentOrElse(law -> byKiller.merge(law, 1, Integer::sum), () -> {
                counts[1]++;
                survivors.add(mutant.name());
                System.out.println("survives: " + mutant.name());
            });
        }
        byPart.forEach((part, counts) -> System.out.printf("%s: %d mutants, %d survive%n", part, counts[0], counts[1]));
        byKiller.forEach((law, count) -> System.out.printf("%s kills %d%n", law, count));
        survivors.removeIf(survivor -> EQUIVALENT.keySet().stream().anyMatch(survivor::matches));
        assertThat(survivors).as("mutants that no test sees").isEmpty();
    }
}
