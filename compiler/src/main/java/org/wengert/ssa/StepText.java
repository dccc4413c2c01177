package org.wengert.ssa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.ir.Contribution;
import org.wengert.ir.Node;
import org.wengert.op.Access;

/**
 * The steps of a list as text, a line for each, those of a body further to the right.
 *
 * <pre>
 * input x[n]
 * open a[n]
 * for i in 0:n {
 *   v1 = sin(x[i])
 *   store a[i] = v1
 * }
 * s = 0
 * for i in 0:n {
 *   s += a[i]
 * }
 * output s
 * </pre>
 */
public final class StepText {

    private static final String INDENT = "  ";

    private final WengertList list;
    private final Expressions expressions;
    private final StringBuilder out = new StringBuilder();

    private final Reasons reasons;

    private int depth;

    private StepText(WengertList list) {
        this.list = list;
        this.expressions = new Expressions(list);
        this.reasons = new Reasons(list, expressions::index);
    }

    /** What goes into the list, the whole of it, and what its outputs are. */
    public static String of(WengertList list) {
        StepText text = new StepText(list);
        text.inputs();
        text.write(list.steps());
        text.outputs();
        return text.out.toString();
    }

    private void inputs() {
        if (!list.arguments().isEmpty()) {
            line(IntStream.range(0, list.arguments().size())
                    .mapToObj(i -> declaration(
                            list.arguments().get(i), list.graph().inputs().get(i)))
                    .collect(Collectors.joining(", ", "input ", "")));
        }
    }

    private void outputs() {
        for (int i = 0; i < list.results().size(); i++) {
            line("output "
                    + declaration(list.results().get(i), list.graph().results().get(i)));
        }
    }

    private String declaration(Optional<Buffer> buffer, Node node) {
        return expressions.declaration(
                buffer.map(expressions::name).orElseGet(() -> expressions.value(node)),
                node.type().shape());
    }

    private void line(String text) {
        line(text, List.of());
    }

    private void line(String text, List<Contribution> why) {
        out.append(INDENT.repeat(depth)).append(text).append(expressions.shapes());
        if (!why.isEmpty()) {
            out.append("   # ")
                    .append(why.stream().map(Contribution::toString).distinct().collect(Collectors.joining("; ")));
        }
        out.append('\n');
    }

    private void body(String head, List<Step> steps) {
        line(head + expressions.shapes() + " {");
        inside(steps);
    }

    private void inside(List<Step> steps) {
        depth++;
        write(steps);
        depth--;
    }

    private void write(List<Step> steps) {
        steps.forEach(this::write);
    }

    private void write(Step step) {
        if (step instanceof Step.Define define) {
            define(define.node());
        } else if (step instanceof Step.Begin begin) {
            assign(begin.variable(), begin.value());
        } else if (step instanceof Step.BeginSum begin) {
            line(expressions.name(begin.variable()) + " = 0");
        } else if (step instanceof Step.Assign assign) {
            assign(assign.variable(), assign.value());
        } else if (step instanceof Step.Increase increase) {
            line(
                    expressions.name(increase.variable()) + " += " + expressions.value(increase.value()),
                    reasons.said(reasons.of(increase)));
        } else if (step instanceof Step.Advance advance) {
            advance(advance);
        } else if (step instanceof Step.Loop loop) {
            line(head(loop) + " {");
            expressions.inside(loop, () -> inside(loop.body()));
            line("}");
        } else if (step instanceof Step.Choose choose) {
            choose("if ", choose);
        } else if (step instanceof Step.Start || step instanceof Step.Keep || step instanceof Step.Restore) {
            schedule(step);
        } else {
            storage(step);
        }
    }

    private void define(Node node) {
        String text = list.accumulates(node)
                ? expressions.name(node) + expressions.addition(node)
                : expressions.name(node) + " = " + expressions.definition(node);
        line(text, reasons.said(reasons.of(node)));
    }

    /** Nothing, where the value has the variable's name already. */
    private void assign(Node variable, Node value) {
        String name = expressions.name(variable);
        String text = expressions.value(value);
        if (!name.equals(text)) {
            line(name + " = " + text);
        }
    }

    /** {@code a, b = b, a + b}, without the variables that stay as they are. */
    private void advance(Step.Advance advance) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < advance.variables().size(); i++) {
            String name = expressions.name(advance.variables().get(i));
            String value = expressions.value(advance.values().get(i));
            if (!name.equals(value)) {
                names.add(name);
                values.add(value);
            }
        }
        if (!names.isEmpty()) {
            line(String.join(", ", names) + " = " + String.join(", ", values));
        }
    }

    private String head(Step.Loop loop) {
        return "for " + list.indices().get(loop) + " in " + expressions.size(loop.from()) + ":"
                + expressions.size(loop.to()) + (loop.backward() ? " backward" : "");
    }

    private void choose(String head, Step.Choose choose) {
        body(head + expressions.value(choose.condition()), choose.then());
        List<Step> otherwise =
                choose.otherwise().stream().filter(step -> !isSilent(step)).toList();
        if (otherwise.size() == 1 && otherwise.get(0) instanceof Step.Choose next) {
            choose("} else if ", next);
        } else {
            if (!otherwise.isEmpty()) {
                body("} else", otherwise);
            }
            line("}");
        }
    }

    /** Whether a step gives a value the name that it has. */
    private boolean isSilent(Step step) {
        return step instanceof Step.Assign assign
                && expressions.name(assign.variable()).equals(expressions.value(assign.value()));
    }

    private void schedule(Step step) {
        if (step instanceof Step.Start start) {
            line("keep " + expressions.size(start.states()) + " states of " + expressions.size(start.count())
                    + " iterations" + which(start.checkpoints()));
        } else if (step instanceof Step.Keep keep) {
            body("if kept before " + expressions.size(keep.position()) + which(keep.checkpoints()), keep.body());
            line("}");
        } else if (step instanceof Step.Restore restore) {
            line("go to the last state kept before " + expressions.size(restore.position())
                    + which(restore.checkpoints()));
        }
    }

    /** Which schedule, if there are several. */
    private String which(Checkpoints checkpoints) {
        String number = expressions.number(checkpoints);
        return number.isEmpty() ? "" : " of schedule " + number;
    }

    private void storage(Step step) {
        if (step instanceof Step.Open open) {
            line("open " + expressions.name(open.buffer()) + "["
                    + expressions.size(open.buffer().size()) + "]");
        } else if (step instanceof Step.Store store) {
            line(
                    "store " + expressions.element(store.place()) + becomes(store.add())
                            + expressions.value(store.value()),
                    reasons.said(reasons.of(store)));
        } else if (step instanceof Step.Call call) {
            line("call " + expressions.of(call), reasons.said(reasons.of(call)));
        } else if (step instanceof Step.Move move) {
            line("copy " + expressions.of(move), reasons.said(reasons.of(move)));
        } else if (step instanceof Step.MoveToPart move) {
            line(
                    "copy " + part(move) + becomes(move.add())
                            + expressions.part(
                                    move.from(), Access.shape(move.accesses()).count()),
                    reasons.said(reasons.of(move)));
        } else if (step instanceof Step.Clear clear) {
            line("clear " + expressions.part(clear.place(), clear.count()));
        } else if (step instanceof Step.Swap swap) {
            line("swap " + expressions.name(swap.a()) + ", " + expressions.name(swap.b()));
        }
    }

    private static String becomes(boolean add) {
        return add ? " += " : " = ";
    }

    /** {@code a[i, 0:n]}, of the array that lies at the place. */
    private String part(Step.MoveToPart move) {
        String subscripts = move.accesses().stream()
                .map(access -> expressions.size(access.from())
                        + access.count()
                                .map(count ->
                                        ":" + expressions.size(access.from().plus(count)))
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return expressions.array(move.to(), move.whole()) + "[" + subscripts + "]";
    }
}
