package org.wengert.ir;

import java.util.ArrayList;
import java.util.List;
import org.wengert.ir.Size.Function2;

/** Reads the texts of sizes and shapes. */
public final class SizeText {

    private final String text;
    private int at;

    private SizeText(String text) {
        this.text = text;
    }

    /**
     * The size that {@code text} is.
     *
     * @throws IllegalArgumentException if {@link Size#toString} could not have written it
     */
    public static Size size(String text) {
        SizeText reader = new SizeText(text);
        Size size = reader.sum();
        reader.require(reader.at == text.length());
        return size;
    }

    /** The shape that a text without its brackets is: {@code n,2*m}. */
    public static Shape shape(String text) {
        SizeText reader = new SizeText(text);
        List<Size> sizes = new ArrayList<>();
        while (reader.at < text.length()) {
            sizes.add(reader.sum());
            reader.require(reader.at == text.length() || reader.take(','));
        }
        return new Shape(sizes);
    }

    private Size sum() {
        Size sum = take('-') ? Size.ZERO.minus(product()) : product();
        while (peek('+') || peek('-')) {
            sum = take('+') ? sum.plus(product()) : take('-') ? sum.minus(product()) : sum;
        }
        return sum;
    }

    private Size product() {
        Size product = atom();
        while (take('*')) {
            product = product.times(atom());
        }
        return product;
    }

    private Size atom() {
        int start = at;
        while (at < text.length() && "+-*,()".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        require(!word.isEmpty());
        if (Character.isDigit(word.charAt(0))) {
            return Size.of(Long.parseLong(word));
        }
        return peek('(') ? function(word) : Size.of(new Symbol(word));
    }

    private Size function(String name) {
        for (Function2 function : Function2.values()) {
            if (function.id().equals(name)) {
                require(take('('));
                Size a = sum();
                require(take(','));
                Size b = sum();
                require(take(')'));
                return a.apply(function, b);
            }
        }
        throw new IllegalArgumentException("no function " + name + " of sizes");
    }

    private boolean peek(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean take(char c) {
        boolean there = peek(c);
        at += there ? 1 : 0;
        return there;
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not a size: " + text + ", at " + at);
        }
    }
}
