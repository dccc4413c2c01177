package org.wengert.elaborate;

import java.util.Map;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/** An index with its range, {@code from} to {@code to - 1}. */
public record Loop(Symbol index, Size from, Size to) {

    Size count() {
        return to.minus(from);
    }

    boolean contains(Symbol symbol) {
        return from.contains(symbol) || to.contains(symbol);
    }

    Loop substitute(Map<Symbol, Size> replacements) {
        Size renamed = replacements.getOrDefault(index, Size.of(index));
        return new Loop(renamed.symbol().orElseThrow(), from.substitute(replacements), to.substitute(replacements));
    }
}
