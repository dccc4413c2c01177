package org.wengert.codegen;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Graph;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.product.Derivative;
import org.wengert.ssa.Scheduler;
import org.wengert.ssa.Statement;
import org.wengert.ssa.WengertList;

/**
 * Writes the methods of one derivative. A short list is one method that reads from top to bottom, with the parameters by name
 * where they are few, and a form over arrays that calls it; a long one goes to {@link LongMethods}.
 */
final class MethodWriter {

    /** A function of more parameters has no form with each by name. */
    private static final int MOST_NAMED = 8;

    static final ArrayTypeName ARRAY = ArrayTypeName.of(TypeName.DOUBLE);

    private final FunctionSource function;
    private final Derivative derivative;
    private final Signature signature;
    private final Members members;
    private final WengertList list;
    private final LineMarks.Writer marks;
    private final NaNTrap trap;
    private final boolean isLong;
    private final MethodNames names;
    private final MethodDocs docs;

    MethodWriter(
            FunctionSource function,
            Derivative derivative,
            Signature signature,
            Members members,
            String methodName,
            LineMarks.Writer marks,
            NaNTrap trap) {
        this(
                function,
                derivative,
                signature,
                members,
                methodName,
                Scheduler.schedule(derivative.graph(), MethodNames.RESERVED, trap.caught(derivative.graph())),
                marks,
                trap);
    }

    private MethodWriter(
            FunctionSource function,
            Derivative derivative,
            Signature signature,
            Members members,
            String methodName,
            WengertList list,
            LineMarks.Writer marks,
            NaNTrap trap) {
        this.function = function;
        this.derivative = derivative;
        this.signature = signature;
        this.members = members;
        this.list = list;
        this.marks = marks;
        this.trap = trap;
        this.isLong = isLong(list, trap);
        this.names = new MethodNames(list, methodName, signature);
        this.docs = new MethodDocs(function, derivative, signature, names);
    }

    /** For the same methods, with lines of their own for the values {@code separate}. */
    MethodWriter separating(Set<Node> separate) {
        Set<Node> all = trap.caught(derivative.graph());
        all.addAll(separate);
        return new MethodWriter(
                function,
                derivative,
                signature,
                members,
                names.method(),
                Scheduler.schedule(derivative.graph(), MethodNames.RESERVED, all),
                marks,
                trap);
    }

    MethodNames names() {
        return names;
    }

    MethodDocs docs() {
        return docs;
    }

    WengertList list() {
        return list;
    }

    /** What the methods of a derivative are. */
    record Written(List<MethodSpec> methods, List<LongMethods.Part> parts, List<LongMethods.Constant> constants) {}

    Written write() {
        if (isLong) {
            return new LongMethods(
                            signature,
                            list,
                            members,
                            names,
                            docs,
                            function.parameters().size(),
                            marks,
                            trap)
                    .write();
        }
        List<MethodSpec> methods = new ArrayList<>();
        if (isNamed()) {
            methods.add(named());
            methods.add(delegating());
        } else {
            methods.add(overArrays());
        }
        return new Written(methods, List.of(), List.of());
    }

    /** Whether the list is too long for one method. */
    boolean isLong() {
        return isLong;
    }

    private static boolean isLong(WengertList list, NaNTrap trap) {
        ByteEstimate estimate = new ByteEstimate(list, trap);
        return estimate.of(list.statements())
                        + 24L
                                * (list.graph().outputs().size()
                                        + list.graph().inputs().size())
                > ByteEstimate.LARGEST_METHOD;
    }

    private boolean isNamed() {
        return function.parameters().size() <= MOST_NAMED
                && derivative.graph().inputs().size() <= 2 * MOST_NAMED
                && derivative.shape() == Derivative.Shape.WHOLE;
    }

    private List<Node> inputs() {
        return list.graph().inputs();
    }

    /** The form with every input by name. */
    private MethodSpec named() {
        MethodSpec.Builder method = docs.start();
        docs.describeNamed(method, list);
        inputs().forEach(input ->
                method.addParameter(TypeName.DOUBLE, list.name(input).orElseThrow()));
        addArrays(method, names, signature);
        method.addCode(Kernels.code(body(new Code())));
        return method.build();
    }

    /** The form over arrays that calls the form by name. */
    private MethodSpec delegating() {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        addInputs(method, names, signature);
        addArrays(method, names, signature);
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < inputs().size(); i++) {
            arguments.add(element(i));
        }
        signature.arrays().forEach(target -> arguments.add(names.array(target)));
        String call = names.method() + "(" + String.join(", ", arguments) + ");\n";
        method.addCode("$L", (signature.returns() >= 0 ? "return " : "") + call);
        return method.build();
    }

    /** The form over arrays with the statements in it. */
    private MethodSpec overArrays() {
        MethodSpec.Builder method = docs.start();
        docs.describeArrays(method);
        addInputs(method, names, signature);
        addArrays(method, names, signature);
        Code code = new Code();
        declareInputs(code, input -> true);
        method.addCode(Kernels.code(body(code)));
        return method.build();
    }

    /** Locals for those of the inputs {@code wanted} that are read. */
    void declareInputs(Code code, Predicate<Node> wanted) {
        Set<Node> read = read();
        for (int i = 0; i < inputs().size(); i++) {
            if (read.contains(inputs().get(i)) && wanted.test(inputs().get(i))) {
                code.line("double " + list.name(inputs().get(i)).orElseThrow() + " = " + element(i) + ";");
            }
        }
    }

    private String element(int input) {
        return names.element(input, function.parameters().size(), signature);
    }

    private Set<Node> read() {
        Set<Node> read = new HashSet<>(list.graph().results());
        for (Node node : list.graph().nodes()) {
            read.addAll(node.operands());
        }
        return read;
    }

    static void addInputs(MethodSpec.Builder method, MethodNames names, Signature signature) {
        method.addParameter(ARRAY, names.point());
        if (signature.hasExtra()) {
            method.addParameter(signature.extraIsScalar() ? TypeName.DOUBLE : ARRAY, names.extra());
        }
    }

    static void addArrays(MethodSpec.Builder method, MethodNames names, Signature signature) {
        signature.arrays().forEach(target -> method.addParameter(ARRAY, names.array(target)));
    }

    /** Every value in a local. */
    StatementWriter overLocals() {
        StatementWriter.Locations locals = new StatementWriter.Locations() {
            @Override
            public String read(Node node) {
                return list.name(node).orElseThrow();
            }

            @Override
            public boolean isLocal(Node node) {
                return true;
            }
        };
        return new StatementWriter(list, locals, marks, trap);
    }

    private String body(Code code) {
        StatementWriter writer = overLocals();
        writeSweeps(writer, code);
        List<Graph.Output> outputs = list.graph().outputs();
        for (Signature.Target target : signature.arrays()) {
            IntStream.range(0, target.count())
                    .forEach(k -> code.line(names.array(target) + "[" + k + "] = "
                            + writer.use(outputs.get(target.first() + k).node()) + ";"
                            + writer.mark(outputs.get(target.first() + k).node())));
        }
        if (signature.returns() >= 0) {
            Node result = outputs.get(signature.returns()).node();
            code.line("return " + writer.use(result) + ";" + writer.mark(result));
        }
        return code.toString();
    }

    /** The statements, with a line where a sweep begins. */
    private void writeSweeps(StatementWriter writer, Code code) {
        Optional<Label.Role> current = Optional.empty();
        List<Statement> statements = list.statements();
        boolean derived = !list.derivatives().isEmpty();
        if (derived && !list.values().isEmpty()) {
            code.line("// Value.");
        }
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            Optional<Label.Role> role = list.sweep(i);
            if (role.isPresent() && !role.equals(current)) {
                code.line("");
                code.line(
                        role.get() == Label.Role.ADJOINT
                                ? "// Adjoint sweep, backward."
                                : "// Tangent sweep, forward.");
                current = role;
            }
            writer.write(statement, code);
        }
    }

    /** Modifiers of what callers see. */
    static final Modifier[] PUBLIC = {Modifier.PUBLIC, Modifier.STATIC};
}
