package org.wengert.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The text form of a graph, which can be read back.
 *
 * <pre>
 * graph f {
 *   %0:x = input real x
 *   %1:a = apply log %0
 *   %2 = constant 2
 *   output f %1
 * }
 * </pre>
 */
public final class GraphText {

    private GraphText() {}

    public static String write(Graph graph) {
        StringBuilder out = new StringBuilder();
        write(graph, "", out);
        return out.toString();
    }

    private static void write(Graph graph, String indent, StringBuilder out) {
        out.append(indent).append("graph ").append(graph.name()).append(" {\n");
        String inner = indent + "  ";
        for (Node node : graph.nodes()) {
            out.append(inner).append(node).append(" = ");
            write(node, inner, out);
        }
        graph.outputs()
                .forEach(o -> out.append(inner)
                        .append("output ")
                        .append(o.name())
                        .append(" %")
                        .append(o.node().id())
                        .append('\n'));
        out.append(indent).append("}\n");
    }

    private static void write(Node node, String indent, StringBuilder out) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Input input) {
            out.append("input ").append(input.type()).append(' ').append(input.name());
        } else if (operation instanceof Operation.Constant constant) {
            out.append("constant ").append(Decimal.shortest(constant.value()));
        } else if (operation instanceof Operation.Truth truth) {
            out.append("truth ").append(truth.value());
        } else if (operation instanceof Operation.Apply apply) {
            out.append("apply ").append(apply.operator().name());
        } else if (operation instanceof Operation.Whole whole) {
            out.append("whole ").append(whole.value());
        } else if (operation instanceof Operation.Item item) {
            out.append("item ").append(item.index());
        } else if (operation instanceof Operation.Loop loop) {
            out.append(head(loop));
        } else {
            out.append("cond");
        }
        node.operands().forEach(o -> out.append(" %").append(o.id()));
        out.append('\n');
        if (operation instanceof Operation.Cond cond) {
            write("then", cond.then(), indent + "  ", out);
            write("else", cond.otherwise(), indent + "  ", out);
        } else if (operation instanceof Operation.Loop loop) {
            write("body", loop.body(), indent + "  ", out);
        }
    }

    /** {@code loop i 0 n forward all 1 carry,sum}: how many states are kept, how many there are, the roles of the outputs. */
    private static String head(Operation.Loop loop) {
        return String.join(
                " ",
                "loop",
                loop.index().name(),
                loop.from().toString(),
                loop.to().toString(),
                loop.backward() ? "backward" : "forward",
                loop.iterations().checkpoints().map(Size::toString).orElse("all"),
                Integer.toString(loop.carried()),
                loop.roles().stream()
                        .map(r -> r.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(",")));
    }

    private static void write(String role, Operation.Body body, String indent, StringBuilder out) {
        out.append(indent).append(role);
        body.operands().forEach(i -> out.append(' ').append(i));
        out.append('\n');
        write(body.graph(), indent, out);
    }

    /**
     * The graph that {@code text} is.
     *
     * @param operators finds an operator by its name
     * @throws IllegalArgumentException if the text is not one that {@link #write} could have made
     */
    public static Graph read(String text, Function<String, Optional<? extends Operator>> operators) {
        return new Reader(
                        text.lines()
                                .map(String::strip)
                                .filter(l -> !l.isEmpty())
                                .iterator(),
                        operators)
                .graph();
    }

    /** Reads line by line. */
    private record Reader(Iterator<String> lines, Function<String, Optional<? extends Operator>> operators) {

        Graph graph() {
            String[] head = words(lines.next());
            require(head.length == 3 && head[0].equals("graph") && head[2].equals("{"), head);
            GraphBuilder g = new GraphBuilder(Rewriter.NONE);
            List<Graph.Output> outputs = new ArrayList<>();
            while (lines.hasNext()) {
                String[] words = words(lines.next());
                if (words[0].equals("}")) {
                    return g.build(head[1], outputs);
                } else if (words[0].equals("output")) {
                    require(words.length == 3, words);
                    outputs.add(new Graph.Output(words[1], node(g, words[2])));
                } else {
                    define(g, words);
                }
            }
            throw new IllegalArgumentException("the graph is not closed");
        }

        private void define(GraphBuilder g, String[] words) {
            require(words.length >= 3 && words[1].equals("="), words);
            Node node = make(g, words);
            String[] target = words[0].substring(1).split(":", 2);
            require(target[0].equals(Integer.toString(node.id())), words);
            if (target.length == 2) {
                node.rename(target[1]);
            }
        }

        private Node make(GraphBuilder g, String[] words) {
            return switch (words[2]) {
                case "input" -> g.input(words[4], type(words[3]));
                case "whole" -> g.whole(SizeText.size(words[3]));
                case "constant" -> g.constant(number(words[3]));
                case "truth" -> g.truth(Boolean.parseBoolean(words[3]));
                case "apply" ->
                    g.apply(
                            operators
                                    .apply(words[3])
                                    .orElseThrow(() -> new IllegalArgumentException("no operator " + words[3])),
                            operands(g, words, 4));
                case "item" -> g.item(node(g, words[4]), Integer.parseInt(words[3]));
                case "cond" -> cond(g, operands(g, words, 3));
                case "loop" -> loop(g, words);
                default -> throw new IllegalArgumentException("no operation " + words[2]);
            };
        }

        private Node cond(GraphBuilder g, List<Node> operands) {
            Branch then = branch("then", operands);
            Branch otherwise = branch("else", operands);
            return g.cond(operands.get(0), then, otherwise);
        }

        private Node loop(GraphBuilder g, String[] words) {
            List<Node> operands = operands(g, words, 10);
            int carried = Integer.parseInt(words[8]);
            List<Operation.Role> roles = Arrays.stream(words[9].split(","))
                    .map(r -> Operation.Role.valueOf(r.toUpperCase(Locale.ROOT)))
                    .toList();
            Branch body = branch("body", operands);
            return g.loop(
                    new Iterations(
                            new Symbol(words[3]),
                            SizeText.size(words[4]),
                            SizeText.size(words[5]),
                            words[6].equals("backward"),
                            words[7].equals("all") ? Optional.empty() : Optional.of(SizeText.size(words[7]))),
                    operands.subList(0, carried),
                    new Branch(
                            body.graph(),
                            body.captured().subList(carried, body.captured().size())),
                    roles);
        }

        private static Type type(String word) {
            int open = word.indexOf('[');
            String kind = open < 0 ? word : word.substring(0, open);
            Shape shape = open < 0 ? Shape.SCALAR : SizeText.shape(word.substring(open + 1, word.length() - 1));
            return new Type(Type.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), shape);
        }

        private Branch branch(String role, List<Node> operands) {
            String[] words = words(lines.next());
            require(words[0].equals(role), words);
            List<Node> captured = Arrays.stream(words)
                    .skip(1)
                    .map(w -> operands.get(Integer.parseInt(w)))
                    .toList();
            return new Branch(graph(), captured);
        }

        private static List<Node> operands(GraphBuilder g, String[] words, int from) {
            return Arrays.stream(words).skip(from).map(w -> node(g, w)).toList();
        }

        private static Node node(GraphBuilder g, String word) {
            return g.nodes().get(Integer.parseInt(word.substring(1)));
        }

        private static double number(String word) {
            return switch (word) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(word);
            };
        }

        private static String[] words(String line) {
            return line.split(" ", -1);
        }

        private static void require(boolean holds, String[] words) {
            if (!holds) {
                throw new IllegalArgumentException("not a line of a graph: " + String.join(" ", words));
            }
        }
    }
}
