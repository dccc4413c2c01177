package org.wengert.mutation;

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

    /** Mutants that no test can tell from what is shipped, and why. */
    private static final Map<String, String> EQUIVALENT = Map.of();

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
        survivors.removeAll(EQUIVALENT.keySet());
        assertThat(survivors).as("mutants that no test sees").isEmpty();
    }
}
