package org.wengert.emitted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wengert.corpora.Formulas;
import org.wengert.corpora.Formulas.Formula;

/**
 * Alters the adjoint sweeps of fifty formulas one statement after another, and demands of the emitted tests that they see 99 of
 * 100. Not part of a build: {@code -Dtest=EmittedMutationCheck}.
 */
class EmittedMutationCheck {

    private static final int FORMULAS = Integer.getInteger("wengert.emitted.formulas", 50);

    @Test
    void emittedTestsSeeAlteredAdjoints() throws Exception {
        List<Formula> formulas = Formulas.spread(FORMULAS, "feynman", "globalopt", "hs");
        EmittedMutation mutation = new EmittedMutation();
        mutation.run(formulas);
        System.out.println(formulas.size() + " formulas: " + mutation);
        assertThat(mutation.survivors().size() * 100).isLessThanOrEqualTo(mutation.mutants());
    }
}
