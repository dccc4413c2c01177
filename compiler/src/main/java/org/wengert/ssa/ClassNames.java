package org.wengert.ssa;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wengert.ir.Symbol;

/**
 * The names of a class that its methods read, and which nothing in them may have.
 *
 * @param reserved what it calls, its fields among them
 * @param symbols its sizes and integers
 */
public record ClassNames(Set<String> reserved, Map<Symbol, String> symbols) {

    /** Of what is no class. */
    public static final ClassNames NONE = new ClassNames(Set.of(), Map.of());

    /** With a name for each of {@code symbols} that is none of {@code reserved}. */
    public static ClassNames of(Set<String> reserved, Collection<Symbol> symbols) {
        Map<String, String> names = new NameAllocator(reserved)
                .claimAll(symbols.stream().map(Symbol::name).toList());
        Map<Symbol, String> fields = symbols.stream().collect(Collectors.toMap(s -> s, s -> name(names, s)));
        return new ClassNames(reserved, fields);
    }

    private static String name(Map<String, String> names, Symbol symbol) {
        return Optional.ofNullable(names.get(symbol.name())).orElseThrow();
    }

    /** The field of a size or an integer; of an index, which has none, a name like its own. */
    public String field(Symbol symbol) {
        return Optional.ofNullable(symbols.get(symbol)).orElseGet(() -> JavaNames.identifier(symbol.name()));
    }

    /** All of them. */
    public Set<String> all() {
        Set<String> all = new HashSet<>(reserved);
        all.addAll(symbols.values());
        return all;
    }
}
