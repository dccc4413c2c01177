package org.wengert.drawing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;

/**
 * Makes a drawing of more than {@link #MOST} boxes smaller. In this order, until it fits: what comes from the text of another
 * function becomes one box for each connected part of it; branches and loops become one box each; the values of each line of
 * the source; of as many lines as it takes.
 */
public final class Folding {

    /** So many boxes can be read. */
    public static final int MOST = 300;

    /**
     * A drawing with what was done to it.
     *
     * @param note what was folded, for people; empty if nothing was
     */
    public record Result(Drawing drawing, String note) {}

    private final Compilation compilation;
    private final String function;
    private final Map<Integer, Span> spans = new HashMap<>();

    private Folding(Compilation compilation, String function, Graph graph) {
        this.compilation = compilation;
        this.function = function;
        collect(graph);
    }

    /** The drawing of a function, folded where it is too large. */
    public static Result of(Compilation compilation, CompiledFunction function, GraphDrawing.Labels labels) {
        return of(compilation, function.name(), function.primal(), labels, MOST);
    }

    /** The drawing of a program that was made of a function, folded where it is too large. */
    public static Result of(Compilation compilation, String function, Graph graph, GraphDrawing.Labels labels) {
        return of(compilation, function, graph, labels, MOST);
    }

    /** As {@link #of(Compilation, CompiledFunction, GraphDrawing.Labels)}, with another limit. */
    static Result of(Compilation compilation, CompiledFunction function, GraphDrawing.Labels labels, int most) {
        return of(compilation, function.name(), function.primal(), labels, most);
    }

    private static Result of(
            Compilation compilation, String function, Graph graph, GraphDrawing.Labels labels, int most) {
        return new Folding(compilation, function, graph).fold(GraphDrawing.of(function, graph, labels), most);
    }

    private void collect(Graph graph) {
        for (Node node : graph.nodes()) {
            node.origin().ifPresent(origin -> spans.put(origin.number(), origin.span()));
            for (Operation.Body body : node.operation().bodies()) {
                collect(body.graph());
            }
        }
    }

    private Result fold(Drawing whole, int most) {
        int values = whole.boxes().size();
        if (values <= most) {
            return new Result(whole, "");
        }
        Drawing drawing = whole.fold(calls(whole));
        String how = "calls are one box each";
        if (drawing.boxes().size() > most) {
            drawing = drawing.fold(regions(drawing));
            how = "calls, branches and loops are one box each";
        }
        for (int lines = 1; drawing.boxes().size() > most; lines *= 2) {
            drawing = drawing.fold(lines(drawing, lines));
            how = lines == 1
                    ? "every line of the source is one box"
                    : "every " + lines + " lines of the source are one box";
        }
        return new Result(drawing, values + " values are too many to be drawn: " + how);
    }

    private Span span(Drawing.Box box) {
        return box.origins().stream()
                .map(spans::get)
                .filter(span -> span != null && !span.equals(Span.NONE))
                .findFirst()
                .orElse(Span.NONE);
    }

    /** The function in whose text a value stands, if it is another one. */
    private Optional<String> caller(Drawing.Box box) {
        Span span = span(box);
        return compilation.syntax().stream()
                .flatMap(program -> program.functions().stream())
                .filter(f -> f.span().start() <= span.start()
                        && span.end() <= f.span().end())
                .map(Syntax.Function::name)
                .map(Syntax.Name::text)
                .filter(name -> !name.equals(function))
                .findFirst();
    }

    private Map<String, Drawing.Folded> calls(Drawing drawing) {
        Map<String, String> callers = new HashMap<>();
        drawing.boxes().stream()
                .filter(box -> box.kind() != Drawing.Kind.INPUT)
                .forEach(box -> caller(box).ifPresent(name -> callers.put(box.id(), name + " " + box.group())));
        Map<String, List<String>> neighbours = new HashMap<>();
        drawing.arrows().forEach(arrow -> {
            neighbours.computeIfAbsent(arrow.from(), id -> new ArrayList<>()).add(arrow.to());
            neighbours.computeIfAbsent(arrow.to(), id -> new ArrayList<>()).add(arrow.from());
        });
        Map<String, Drawing.Folded> folds = new HashMap<>();
        for (Drawing.Box box : drawing.boxes()) {
            String caller = callers.get(box.id());
            if (caller == null || folds.containsKey(box.id())) {
                continue;
            }
            String name = caller.substring(0, caller.indexOf(' '));
            Drawing.Folded folded = new Drawing.Folded("call" + box.id(), name, box.group());
            Deque<String> open = new ArrayDeque<>(List.of(box.id()));
            Set<String> seen = new HashSet<>(open);
            while (!open.isEmpty()) {
                String next = open.pop();
                folds.put(next, folded);
                neighbours.getOrDefault(next, List.of()).stream()
                        .filter(other -> caller.equals(callers.get(other)) && seen.add(other))
                        .forEach(open::push);
            }
        }
        return folds;
    }

    /** A box for each outermost region. */
    private static Map<String, Drawing.Folded> regions(Drawing drawing) {
        Map<String, Drawing.Group> groups =
                drawing.groups().stream().collect(Collectors.toMap(Drawing.Group::id, Function.identity()));
        Map<String, Drawing.Folded> folds = new HashMap<>();
        for (Drawing.Box box : drawing.boxes()) {
            Optional<Drawing.Group> outermost = box.group().map(groups::get);
            while (outermost.flatMap(Drawing.Group::parent).isPresent()) {
                outermost = outermost.flatMap(Drawing.Group::parent).map(groups::get);
            }
            outermost.ifPresent(group ->
                    folds.put(box.id(), new Drawing.Folded("in" + group.id(), group.title(), Optional.empty())));
        }
        return folds;
    }

    /**
     * A box for what stands on every {@code many} lines, parameters too, which are as many as somebody likes; where nothing stands
     * together, for as many boxes.
     */
    private Map<String, Drawing.Folded> lines(Drawing drawing, int many) {
        Map<Integer, List<Drawing.Box>> byLine = new LinkedHashMap<>();
        for (Drawing.Box box : drawing.boxes()) {
            int line = compilation.source().position(span(box).start()).line() - 1;
            byLine.computeIfAbsent(line / many, block -> new ArrayList<>()).add(box);
        }
        boolean oneLine = byLine.size() == 1;
        if (oneLine || byLine.size() == drawing.boxes().size()) {
            return blocks(drawing, many);
        }
        Map<String, Drawing.Folded> folds = new HashMap<>();
        byLine.forEach((block, some) -> {
            if (some.size() > 1) {
                Drawing.Folded folded =
                        new Drawing.Folded("lines" + many + "at" + block, lineTitle(block, many), Optional.empty());
                some.forEach(box -> folds.put(box.id(), folded));
            }
        });
        return folds;
    }

    private static String lineTitle(int block, int many) {
        return many == 1 ? "line " + (block + 1) : "lines " + (block * many + 1) + " to " + (block + 1) * many;
    }

    /** Where lines say nothing: as many boxes as it takes, one after the other. */
    private static Map<String, Drawing.Folded> blocks(Drawing drawing, int many) {
        Map<String, Drawing.Folded> folds = new HashMap<>();
        for (int i = 0; i < drawing.boxes().size(); i++) {
            String id = "block" + many + "at" + i / Math.max(2, many);
            folds.put(drawing.boxes().get(i).id(), new Drawing.Folded(id, "some values", Optional.empty()));
        }
        return folds;
    }
}
