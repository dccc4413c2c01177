package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Origin;
import org.wengert.product.Product;
import org.wengert.ssa.Origins;

/**
 * Marks lines of Java with what they come from while they are written, and finds them when the file is put together. A mark
 * stands at the end of its line. It is made of noncharacters of Unicode, which no name can have and {@link Comments} removes.
 */
final class LineMarks {

    private static final char BEGIN = '\uFDD0';
    private static final char END = '\uFDD1';
    private static final char ZERO = '\uFDE0';
    private static final int BASE = 16;

    private final List<LineOrigin> origins = new ArrayList<>();

    /** Marks for the lines of one product of a function. */
    Writer of(String function, Product product) {
        return new Writer(function, product);
    }

    /** Makes marks, which have numbers until they are written. */
    final class Writer {
        private final String function;
        private final Product product;

        /** Of sums that go on from none, which all lines that are a part of them ask for. */
        private final Map<Node, List<Origin>> whole = new HashMap<>();

        private Writer(String function, Product product) {
            this.function = function;
            this.product = product;
        }

        /** For a line that computes {@code node}, which the list calls {@code name}. */
        int mark(Node node, String name) {
            return mark(node, name, Optional.empty());
        }

        /** For a line that goes on from the sum {@code before}. */
        int mark(Node node, String name, Optional<Label> before) {
            List<Origin> primal = before.isPresent()
                    ? Origins.of(node, before)
                    : whole.computeIfAbsent(node, n -> Origins.of(n, before));
            origins.add(new LineOrigin(0, function, product, name, node.label().isPresent(), primal, node.span()));
            return origins.size() - 1;
        }
    }

    /** What stands at the end of the line. */
    static String text(int number) {
        return BEGIN + digits(number) + END;
    }

    private static String digits(int number) {
        StringBuilder digits = new StringBuilder();
        Integer.toString(number, BASE).chars().forEach(c -> digits.append((char) (ZERO + Character.digit(c, BASE))));
        return digits.toString();
    }

    /** The file that {@code text} is without its marks. */
    GeneratedSource read(String packageName, String className, String text) {
        StringBuilder out = new StringBuilder(text.length());
        List<LineOrigin> lines = new ArrayList<>();
        int line = 1;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == BEGIN) {
                int number = 0;
                for (; text.charAt(i) != END; i++) {
                    number = number * BASE + text.charAt(i) - ZERO;
                }
                i++;
                lines.add(at(line, origins.get(number)));
            } else {
                out.append(c);
                line += c == '\n' ? 1 : 0;
            }
        }
        return new GeneratedSource(packageName, className, out.toString(), List.copyOf(lines));
    }

    private static LineOrigin at(int line, LineOrigin origin) {
        return new LineOrigin(
                line,
                origin.function(),
                origin.product(),
                origin.value(),
                origin.derivative(),
                origin.primal(),
                origin.span());
    }
}
