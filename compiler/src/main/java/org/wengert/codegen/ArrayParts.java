package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ssa.ArrayProgram;
import org.wengert.ssa.Buffer;
import org.wengert.ssa.Step;

/**
 * Writes a long program over arrays as several methods, one after the other. The scalars that are not in a loop lie in one
 * array of the workspace, which all of them read.
 */
final class ArrayParts {

    private final ArrayMethod method;
    private final ArrayProgram program;
    private final ToIntFunction<Buffer> places;
    private final String scalars;
    private final String openScalars;
    private final Map<Node, String> shared = new LinkedHashMap<>();
    private final Map<Buffer, String> aliases = new LinkedHashMap<>();
    private final List<MethodSpec> methods = new ArrayList<>();

    ArrayParts(ArrayMethod method, ToIntFunction<Buffer> places, Slots slots) {
        this.method = method;
        this.program = method.program();
        this.places = places;
        this.scalars = method.free("scalars");
        for (Step step : program.steps()) {
            if (step instanceof Step.Define define) {
                share(define.node());
            } else if (step instanceof Step.Declare declare) {
                share(declare.variable());
            } else if (step instanceof Step.Begin begin) {
                share(begin.variable());
            } else if (step instanceof Step.BeginSum begin) {
                share(begin.variable());
            }
        }
        this.openScalars =
                "double[] " + scalars + " = " + ArrayClass.WORKSPACE + "[" + slots.own(Size.of(shared.size())) + "];";
    }

    private void share(Node node) {
        shared.put(node, scalars + "[" + shared.size() + "]");
    }

    /** Adds the calls of the parts; what it answers writes what the parts have left. */
    StepWriter write(Code code) {
        StringBuilder part = new StringBuilder();
        for (Step step : program.steps()) {
            Code one = new Code();
            new StepWriter(program, places, shared, one).write(List.of(step));
            keepSwapped(step, one);
            if (!part.isEmpty() && JavaSize.bytes(part + one.toString()) > JavaSize.LARGEST_METHOD) {
                end(part, code);
            }
            if (step instanceof Step.Open open) {
                aliases.put(open.buffer(), one.toString().strip());
            } else {
                part.append(one);
            }
        }
        end(part, code);
        code.line(openScalars);
        return new StepWriter(program, places, shared, code);
    }

    /** What a loop has exchanged stays so for the parts behind it. */
    private void keepSwapped(Step step, Code code) {
        if (step instanceof Step.Loop loop) {
            for (Step inside : loop.body()) {
                if (inside instanceof Step.Swap swap) {
                    for (Buffer buffer : List.of(swap.a(), swap.b())) {
                        code.line(ArrayClass.WORKSPACE + "[" + places.applyAsInt(buffer) + "] = "
                                + program.buffers().get(buffer) + ";");
                    }
                }
            }
        }
    }

    private void end(StringBuilder part, Code code) {
        if (part.isEmpty()) {
            return;
        }
        String name = method.free(method.name() + "Part" + (methods.size() + 1));
        Code body = new Code();
        body.line(openScalars);
        aliases.forEach((buffer, line) -> {
            String alias = program.buffers().getOrDefault(buffer, "");
            if (Pattern.compile("(?<![\\w.])" + Pattern.quote(alias) + "(?!\\w)")
                    .matcher(part)
                    .find()) {
                body.line(line);
            }
        });
        methods.add(method.startPart(name)
                .addCode(Kernels.code(body.toString() + part))
                .build());
        code.line(name + "(" + String.join(", ", method.allArguments()) + ");");
        part.setLength(0);
    }

    List<MethodSpec> methods() {
        return methods;
    }
}
