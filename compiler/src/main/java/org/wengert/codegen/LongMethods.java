package org.wengert.codegen;

import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/**
 * Writes a list that is too long for one method: methods of some hundred statements with locals inside, an array for what
 * crosses between them, and classes of some dozens of methods where one class would run out of constants.
 */
final class LongMethods {

    private static final int MOST_METHODS = 40;

    /** What is said of NaN is many constants. */
    private static final int MOST_TRAPPED_METHODS = 5;

    /** A class that holds some of the methods. */
    record Part(String name, List<MethodSpec> methods) {}

    /** A length that callers need. */
    record Constant(String name, int value, String meaning) {}

    private final Signature signature;
    private final WengertList list;
    private final Members members;
    private final MethodNames names;
    private final Map<Integer, String> chunkNames = new HashMap<>();
    private final Map<Integer, String> partNames = new HashMap<>();
    private final MethodDocs docs;
    private final int parameters;
    private final LineMarks.Writer marks;
    private final NaNTrap trap;
    private final int mostMethods;
    private final Map<Node, Integer> inputIndex = new HashMap<>();
    private final Chunks.Cut cut;
    private final Workspace workspace;

    LongMethods(
            Signature signature,
            WengertList list,
            Members members,
            MethodNames names,
            MethodDocs docs,
            int parameters,
            LineMarks.Writer marks,
            NaNTrap trap) {
        this.signature = signature;
        this.list = list;
        this.members = members;
        this.names = names;
        this.docs = docs;
        this.parameters = parameters;
        this.marks = marks;
        this.trap = trap;
        this.mostMethods = trap.isSet() ? MOST_TRAPPED_METHODS : MOST_METHODS;
        List<Node> inputs = list.graph().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            inputIndex.put(inputs.get(i), i);
        }
        this.cut = Chunks.cut(lines(), new ByteEstimate(list, trap));
        this.workspace = Workspace.of(list, cut, returned());
    }

    private Optional<Node> returned() {
        return signature.returns() < 0
                ? Optional.empty()
                : Optional.of(list.graph().outputs().get(signature.returns()).node());
    }

    /** The statements, each output written as soon as it is there. */
    private List<Chunks.Line> lines() {
        Map<Node, List<String>> targets = new HashMap<>();
        for (Signature.Target target : signature.arrays()) {
            for (int k = 0; k < target.count(); k++) {
                Graph.Output output = list.graph().outputs().get(target.first() + k);
                targets.computeIfAbsent(output.node(), n -> new ArrayList<>()).add(names.array(target) + "[" + k + "]");
            }
        }
        List<Chunks.Line> lines = new ArrayList<>();
        for (Step statement : list.steps()) {
            lines.add(new Chunks.Plain(statement));
            defined(statement).forEach(node -> stores(node, targets, lines));
        }
        List.copyOf(targets.keySet()).stream()
                .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                .forEach(node -> stores(node, targets, lines));
        return lines;
    }

    private static void stores(Node node, Map<Node, List<String>> targets, List<Chunks.Line> lines) {
        Optional.ofNullable(targets.remove(node))
                .ifPresent(places -> places.forEach(place -> lines.add(new Chunks.Store(place, node))));
    }

    private static List<Node> defined(Step statement) {
        if (statement instanceof Step.Define define) {
            return List.of(define.node());
        }
        return statement instanceof Step.Choose choose ? choose.results() : List.of();
    }

    MethodWriter.Written write() {
        List<MethodSpec> methods = new ArrayList<>();
        String constant = members.constant(names.method().toUpperCase(Locale.ROOT) + "_WORKSPACE");
        methods.add(allocating(constant));
        methods.add(driver(constant));
        List<Part> parts = new ArrayList<>();
        if (cut.chunks().size() <= mostMethods) {
            cut.chunks().forEach(chunk -> methods.add(chunk(chunk)));
        } else {
            for (int from = 0; from < cut.chunks().size(); from += mostMethods) {
                List<Chunks.Chunk> some = cut.chunks()
                        .subList(from, Math.min(from + mostMethods, cut.chunks().size()));
                parts.add(new Part(
                        partName(some.get(0)), some.stream().map(this::chunk).toList()));
            }
        }
        String meaning = "The length of the workspace of {@code " + names.method() + "}.";
        return new MethodWriter.Written(methods, parts, List.of(new Constant(constant, workspace.size(), meaning)));
    }

    private String partName(Chunks.Chunk chunk) {
        String method = names.method();
        int part = (chunk.number() - 1) / mostMethods + 1;
        String wanted = method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1) + "Part" + part;
        return partNames.computeIfAbsent(part, p -> members.type(wanted));
    }

    private String name(Chunks.Chunk chunk) {
        return chunkNames.computeIfAbsent(chunk.number(), number -> members.method(names.method() + number));
    }

    private String arguments() {
        List<String> arguments = new ArrayList<>(List.of(names.point()));
        if (signature.hasExtra()) {
            arguments.add(names.extra());
        }
        signature.arrays().forEach(target -> arguments.add(names.array(target)));
        return String.join(", ", arguments);
    }

    /** The method that callers of {@link #driver} without a workspace of their own use. */
    private MethodSpec allocating(String constant) {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        MethodWriter.addInputs(method, names, signature);
        MethodWriter.addArrays(method, names, signature);
        String returns = signature.returns() >= 0 ? "return " : "";
        method.addCode("$L", returns + names.method() + "(" + arguments() + ", new double[" + constant + "]);\n");
        return method.build();
    }

    private MethodSpec driver(String constant) {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        method.addJavadoc("@param $L at least {@link #$L} long; its contents are lost\n", names.workspace(), constant);
        addParameters(method);
        Code code = new Code();
        StepWriter writer = writer(code);
        write(cut.driver(), writer, code);
        returned().ifPresent(node -> code.line("return " + writer.use(node) + ";" + writer.mark(node)));
        method.addCode(Kernels.code(code.toString()));
        return method.build();
    }

    private MethodSpec chunk(Chunks.Chunk chunk) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name(chunk)).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        addParameters(method);
        Code code = new Code();
        write(chunk.lines(), writer(code), code);
        method.addCode(Kernels.code(code.toString()));
        return method.build();
    }

    private void addParameters(MethodSpec.Builder method) {
        MethodWriter.addInputs(method, names, signature);
        MethodWriter.addArrays(method, names, signature);
        method.addParameter(MethodWriter.ARRAY, names.workspace());
    }

    private void write(List<Chunks.Line> lines, StepWriter writer, Code code) {
        for (Chunks.Line line : lines) {
            if (line instanceof Chunks.Plain plain) {
                writer.write(List.of(plain.step()));
            } else if (line instanceof Chunks.Store store) {
                code.line(store.target() + " = " + writer.use(store.node()) + ";" + writer.mark(store.node()));
            } else if (line instanceof Chunks.Call call) {
                code.line(call(call.chunk()));
            } else if (line instanceof Chunks.Choice choice) {
                choose(choice, writer, code);
            }
        }
    }

    private void choose(Chunks.Choice choice, StepWriter writer, Code code) {
        writer.declareResults(choice.choose());
        code.open(writer.head(choice.choose()));
        write(choice.then(), writer, code);
        List<Chunks.Line> otherwise = choice.otherwise();
        while (!otherwise.isEmpty()
                && otherwise.get(0) instanceof Chunks.Choice next
                && statements(otherwise).flatMap(writer::onlyChoice).isPresent()) {
            code.close("} else " + writer.head(next.choose())).indent();
            write(next.then(), writer, code);
            otherwise = next.otherwise();
        }
        code.close("} else {").indent();
        write(otherwise, writer, code);
        code.close("}");
    }

    /** What {@code lines} were made of, if there are no calls among them. */
    private static Optional<List<Step>> statements(List<Chunks.Line> lines) {
        List<Step> statements = new ArrayList<>();
        for (Chunks.Line line : lines) {
            if (line instanceof Chunks.Plain plain) {
                statements.add(plain.step());
            } else if (line instanceof Chunks.Choice choice) {
                statements.add(choice.choose());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(statements);
    }

    private String call(Chunks.Chunk chunk) {
        String owner = cut.chunks().size() <= mostMethods ? "" : partName(chunk) + ".";
        return owner + name(chunk) + "(" + arguments() + ", " + names.workspace() + ");";
    }

    private StepWriter writer(Code code) {
        return StepWriter.ofNumbers(list, this::element, marks, trap, code);
    }

    /** Where an input or a value that crosses between methods lies. */
    private Optional<String> element(Node node) {
        Integer input = inputIndex.get(node);
        return input != null
                ? Optional.of(names.element(input, parameters, signature))
                : list.name(node).flatMap(workspace::slot).map(slot -> names.workspace() + "[" + slot + "]");
    }
}
