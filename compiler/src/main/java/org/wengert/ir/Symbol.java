package org.wengert.ir;

/**
 * An integer that is known when a program is called: a size, an integer parameter, or the index of a loop around.
 *
 * @param name unique within a program
 */
public record Symbol(String name) implements Comparable<Symbol> {

    /** What it is called in a source: the name without the number that makes it unique. */
    public String base() {
        return Ending.unnumbered(name);
    }

    @Override
    public int compareTo(Symbol other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
