package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/**
 * Writes a long program over arrays as several methods, one after the other; so is what is in a long loop or conditional. The
 * scalars that several methods may read lie in one array of the workspace, and what loops exchange is exchanged there.
 */
final class ArrayParts {

    /** So many calls at most are put together if there are too many. */
    private static final int CALLS = 20;

    private static final Pattern WORD =
            Pattern.compile("(?<![\\p{javaJavaIdentifierPart}.])\\p{javaJavaIdentifierPart}+");

    /** The method that calls the parts. */
    interface Whole {

        WengertList list();

        LineMarks.Writer marks();

        NaNTrap trap();

        /** A name that nothing has, for a local besides those of the list. */
        String free(String hint);

        /** A name for a part. */
        String partName(int number);

        /** A method that takes what this one takes, and returns nothing. */
        MethodSpec.Builder startPart(String part);

        /** The arguments that a call of a part passes on. */
        List<String> allArguments();
    }

    private final Whole method;
    private final WengertList list;
    private final ToIntFunction<Buffer> places;
    private final String openScalars;
    private final String scalars;

    /** By name of a variable its element. */
    private final Map<String, String> shared = new LinkedHashMap<>();

    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Set<Step> cut = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<MethodSpec> methods = new ArrayList<>();

    private ArrayParts(Whole method, ToIntFunction<Buffer> places, Slots slots) {
        this.method = method;
        this.list = method.list();
        this.places = places;
        this.scalars = method.free("scalars");
        share(list.steps());
        this.openScalars =
                "double[] " + scalars + " = " + ArrayClass.WORKSPACE + "[" + slots.own(Size.of(shared.size())) + "];";
    }

    /**
     * Writes a list in {@code method}, or, if that would be too long, in parts that it calls.
     *
     * @param uncut where storage is in one method
     * @param places where it is if there are several
     * @param parts receives them
     * @return what writes what comes behind the list
     */
    static StepWriter write(
            Whole method,
            ToIntFunction<Buffer> uncut,
            ToIntFunction<Buffer> places,
            Slots slots,
            Code code,
            List<MethodSpec> parts) {
        Code whole = new Code();
        StepWriter writer = new StepWriter(method.list(), uncut, method.marks(), method.trap(), whole);
        writer.writeSweeps(method.list().steps());
        if (JavaSize.bytes(whole.toString()) <= JavaSize.LARGEST_METHOD) {
            code.append(whole);
            return writer;
        }
        ArrayParts cut = new ArrayParts(method, places, slots);
        StepWriter rest = cut.write(code);
        parts.addAll(cut.methods);
        return rest;
    }

    /** Finds what has to be cut, and has the scalars there shared. */
    private void share(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Define define) {
                share(define.node());
            } else if (step instanceof Step.Begin begin) {
                share(begin.variable());
            } else if (step instanceof Step.BeginSum begin) {
                share(begin.variable());
            } else if (step instanceof Step.Loop loop && isLong(step)) {
                cut.add(step);
                share(loop.body());
            } else if (step instanceof Step.Choose choose && isLong(step)) {
                cut.add(step);
                choose.results().forEach(this::share);
                share(choose.then());
                share(choose.otherwise());
            } else if (step instanceof Step.Choose choose) {
                choose.results().forEach(this::share);
            }
        }
    }

    /** Whether a step could be too long for a method, with every scalar shared. */
    private boolean isLong(Step step) {
        Code code = new Code();
        new StepWriter(list, places, method.marks(), method.trap(), code).write(List.of(step));
        return 2 * JavaSize.bytes(code.toString()) > JavaSize.LARGEST_METHOD;
    }

    private void share(Node node) {
        shared.computeIfAbsent(list.name(node).orElseThrow(), name -> scalars + "[" + shared.size() + "]");
    }

    /** Adds the calls of the parts; what it answers writes what the parts have left. */
    private StepWriter write(Code code) {
        code.line(openScalars);
        new Level(List.of(), code).write(list.steps());
        return writer(List.of(), code);
    }

    private StepWriter writer(List<Step.Loop> loops, Code code) {
        StepWriter writer = new StepWriter(
                list, places, node -> list.name(node).map(shared::get), method.marks(), method.trap(), code);
        loops.forEach(writer::enter);
        return writer;
    }

    /** What a loop has exchanged stays so for the parts behind it; says whether there is any. */
    private boolean keepSwapped(Step step, Code code) {
        boolean any = false;
        if (step instanceof Step.Loop loop) {
            for (Step inside : loop.body()) {
                if (inside instanceof Step.Swap swap) {
                    for (Buffer buffer : List.of(swap.a(), swap.b())) {
                        code.line(slot(buffer) + " = " + list.buffers().get(buffer) + ";");
                        any = true;
                    }
                }
            }
        }
        return any;
    }

    private String slot(Buffer buffer) {
        return ArrayClass.WORKSPACE + "[" + places.applyAsInt(buffer) + "]";
    }

    private void openUsed(String text, Code code) {
        Set<String> words = WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
        aliases.forEach((name, line) -> {
            if (words.contains(name)) {
                code.line(line);
            }
        });
    }

    /** The steps of the whole, or those in a loop or conditional, on their way into parts. */
    private final class Level {
        private final List<Step.Loop> loops;
        private final Code code;
        private final StringBuilder part = new StringBuilder();
        private long bytes;
        private final List<String> calls = new ArrayList<>();

        /**
         * @param loops those around
         * @param code where the calls of the parts go
         */
        Level(List<Step.Loop> loops, Code code) {
            this.loops = loops;
            this.code = code;
        }

        void write(List<Step> steps) {
            steps.forEach(this::write);
            endPart();
            endCalls();
        }

        private void write(Step step) {
            if (cut.contains(step)) {
                endPart();
                endCalls();
                inside(step);
            } else if (step instanceof Step.Swap swap) {
                endPart();
                endCalls();
                code.open("{");
                code.line("double[] swapped = " + slot(swap.a()) + ";");
                code.line(slot(swap.a()) + " = " + slot(swap.b()) + ";");
                code.line(slot(swap.b()) + " = swapped;");
                code.close("}");
            } else {
                add(step);
            }
        }

        private void add(Step step) {
            Code one = new Code();
            writer(loops, one).write(List.of(step));
            boolean exchanges = keepSwapped(step, one);
            long more = JavaSize.bytes(one.toString());
            if (bytes + more > JavaSize.LARGEST_METHOD) {
                endPart();
            }
            if (step instanceof Step.Open open) {
                aliases.put(
                        list.buffers().getOrDefault(open.buffer(), ""),
                        one.toString().strip());
            } else {
                part.append(one);
                bytes += more;
            }
            if (exchanges) {
                endPart();
            }
        }

        private void inside(Step step) {
            if (step instanceof Step.Loop loop) {
                List<Step.Loop> around = new ArrayList<>(loops);
                around.add(loop);
                code.open(writer(loops, code).head(loop));
                new Level(around, code).write(loop.body());
                code.close("}");
            } else if (step instanceof Step.Choose choose) {
                String condition = writer(loops, code).use(choose.condition());
                code.open("{");
                openUsed(condition, code);
                code.open(writer(loops, code).head(choose));
                new Level(loops, code).write(choose.then());
                code.close("} else {").indent();
                new Level(loops, code).write(choose.otherwise());
                code.close("}");
                code.close("}");
            }
        }

        private void endPart() {
            if (!part.isEmpty()) {
                Code body = new Code();
                body.line(openScalars);
                openUsed(part.toString(), body);
                calls.add(call(body.toString() + part));
                part.setLength(0);
                bytes = 0;
            }
        }

        /** Adds the calls, in methods of their own if there are many. */
        private void endCalls() {
            while (JavaSize.bytes(String.join("\n", calls)) > JavaSize.LARGEST_METHOD / 4) {
                List<String> fewer = new ArrayList<>();
                for (int from = 0; from < calls.size(); from += CALLS) {
                    List<String> some = calls.subList(from, Math.min(from + CALLS, calls.size()));
                    fewer.add(call(String.join("\n", some) + "\n"));
                }
                calls.clear();
                calls.addAll(fewer);
            }
            calls.forEach(code::line);
            calls.clear();
        }

        /** A call of a new method. */
        private String call(String body) {
            String name = method.partName(methods.size() + 1);
            MethodSpec.Builder made = method.startPart(name);
            List<String> arguments = new ArrayList<>(method.allArguments());
            for (Step.Loop loop : loops) {
                String index = Optional.ofNullable(list.indices().get(loop)).orElseThrow();
                made.addParameter(TypeName.INT, index);
                arguments.add(index);
            }
            methods.add(made.addCode(Kernels.code(body)).build());
            return name + "(" + String.join(", ", arguments) + ");";
        }
    }
}
