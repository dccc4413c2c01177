package org.wengert.elaborate;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.source.Span;

/**
 * What the sizes and integers of a call must fulfil.
 *
 * @param value an expression over the sizes and integer parameters of the function
 * @param trips it is required only if each of these is positive
 * @param what is wrong otherwise, in the author's words
 */
public record Requirement(Size value, Relation relation, Set<Size> trips, String what, Span span) {

    /** What {@code value} must be. */
    public enum Relation {
        ZERO,
        AT_LEAST_ZERO
    }

    Requirement substitute(Map<Symbol, Size> replacements, Span at) {
        return new Requirement(
                value.substitute(replacements),
                relation,
                trips.stream().map(t -> t.substitute(replacements)).collect(Collectors.toSet()),
                what,
                at);
    }
}
