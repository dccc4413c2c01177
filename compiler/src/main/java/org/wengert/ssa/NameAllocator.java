package org.wengert.ssa;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Gives Java identifiers each of which nothing else has: {@code class}, {@code class_}, {@code e} become {@code class_}, {@code class__}, {@code e}. */
public final class NameAllocator {

    private final Set<String> taken;

    /** Gives no name of {@code taken}. */
    public NameAllocator(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** A name like {@code wanted}, from now on taken. */
    public String claim(String wanted) {
        String free = JavaNames.identifier(wanted);
        while (!taken.add(free)) {
            free += "_";
        }
        return free;
    }

    /**
     * A name for each of {@code wanted}; those that can be as they are wanted are, whatever comes before them.
     *
     * @param wanted each once
     */
    public Map<String, String> claimAll(Collection<String> wanted) {
        Map<String, String> names = new LinkedHashMap<>();
        wanted.forEach(name -> names.put(name, name));
        wanted.stream()
                .filter(name -> JavaNames.identifier(name).equals(name))
                .forEach(name -> names.put(name, claim(name)));
        wanted.stream()
                .filter(name -> !JavaNames.identifier(name).equals(name))
                .forEach(name -> names.put(name, claim(name)));
        return names;
    }
}
