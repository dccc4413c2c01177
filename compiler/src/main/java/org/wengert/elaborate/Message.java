package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/**
 * Words about sizes, which can be said before the sizes are known and with their values: {@code U is [p,d], a is [8]: inner
 * sizes d and 8 differ}, and at a call {@code U is [p,d] = [20,10], a is [8]: inner sizes 10 and 8 differ}.
 */
public final class Message {

    private final List<Part> parts;

    private sealed interface Part {}

    private record Words(String text) implements Part {}

    private record Amount(Size size) implements Part {}

    /**
     * A shape.
     *
     * @param written as the function has it where the message comes from
     * @param shape the same in terms of the function that calls it
     */
    private record Extents(String written, Shape shape) implements Part {}

    private Message(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Strings, sizes, shapes and messages, one behind the other. */
    static Message of(Object... pieces) {
        List<Part> parts = new ArrayList<>();
        for (Object piece : pieces) {
            if (piece instanceof Message message) {
                parts.addAll(message.parts);
            } else if (piece instanceof Size size) {
                parts.add(new Amount(size));
            } else if (piece instanceof Shape shape) {
                parts.add(new Extents(shape.toString(), shape));
            } else {
                parts.add(new Words(piece.toString()));
            }
        }
        return new Message(parts);
    }

    Message substitute(Map<Symbol, Size> replacements) {
        List<Part> substituted = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Amount amount) {
                substituted.add(new Amount(amount.size().substitute(replacements)));
            } else if (part instanceof Extents extents) {
                substituted.add(new Extents(extents.written(), extents.shape().substitute(replacements)));
            } else {
                substituted.add(part);
            }
        }
        return new Message(substituted);
    }

    /** With the values of sizes in their places; a size without a value is said as it is written. */
    public String text(ToLongFunction<Symbol> values) {
        return said(size -> {
            try {
                return Size.of(size.evaluate(values));
            } catch (ArithmeticException noValue) {
                return size;
            }
        });
    }

    /** The words and the sizes in it, one behind the other, as {@code words} and {@code amount} write them. */
    public <T> List<T> write(Function<String, T> words, Function<Size, T> amount) {
        List<T> written = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Words some) {
                written.add(words.apply(some.text()));
            } else if (part instanceof Amount some) {
                written.add(amount.apply(some.size()));
            } else if (part instanceof Extents some) {
                boolean known = some.shape().sizes().stream()
                        .allMatch(size -> size.constant().isPresent());
                written.add(words.apply(known ? some.shape().toString() : some.written() + " = ["));
                for (int axis = 0; axis < some.shape().rank() && !known; axis++) {
                    written.add(amount.apply(some.shape().size(axis)));
                    written.add(words.apply(axis + 1 < some.shape().rank() ? "," : "]"));
                }
            }
        }
        return written;
    }

    /** As far as it is known without a call. */
    @Override
    public String toString() {
        return said(size -> size);
    }

    private interface Valuation {
        Size of(Size size);
    }

    private String said(Valuation valuation) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Words words) {
                out.append(words.text());
            } else if (part instanceof Amount amount) {
                out.append(valuation.of(amount.size()));
            } else if (part instanceof Extents extents) {
                String known = new Shape(extents.shape().sizes().stream()
                                .map(valuation::of)
                                .toList())
                        .toString();
                out.append(extents.written()).append(known.equals(extents.written()) ? "" : " = " + known);
            }
        }
        return out.toString();
    }
}
