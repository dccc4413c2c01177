package org.wengert.ir;

import java.util.List;

/**
 * Where a derivative value comes from: it is the sum, so far, of contributions to the tangent or the adjoint of a primal
 * value.
 *
 * @param primal the name of the primal value whose derivative this is
 * @param contributions the lines of the primal list that contribute here, oldest first
 */
public record Label(Role role, String primal, List<Contribution> contributions) {

    /** Which sweep a value belongs to. */
    public enum Role {
        TANGENT,
        ADJOINT
    }

    /**
     * One line of the primal list and the rule that was applied to it.
     *
     * @param line the primal line, {@code c = sqrt(b)}
     * @param rule what it adds, {@code bBar += cBar/(2*c)}
     */
    public record Contribution(String line, String rule) {
        @Override
        public String toString() {
            return line + ":  " + rule;
        }
    }
}
