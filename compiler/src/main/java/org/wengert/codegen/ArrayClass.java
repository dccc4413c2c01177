package org.wengert.codegen;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.NameAllocator;
import org.wengert.ssa.WengertList;

/**
 * Writes the class of a function of arrays: an instance is made for the sizes of its arrays and holds all the storage that its
 * methods need, so that a call allocates nothing.
 */
final class ArrayClass {

    /** The field with the storage of an instance. */
    static final String WORKSPACE = "workspace";

    /** The field with what says which states of loops are kept. */
    static final String SCHEDULES = "revolve";

    private final FunctionSource function;
    private final FunctionSource.Sizes sizes;
    private final LineMarks lines;
    private final NaNTrap trap;
    private final ClassNames names;
    private final Slots slots = new Slots();

    private ArrayClass(FunctionSource function, FunctionSource.Sizes sizes, LineMarks lines, NaNTrap trap) {
        this.lines = lines;
        this.trap = trap;
        this.function = function;
        this.sizes = sizes;
        this.names = ArrayMethod.around(function);
    }

    /** Adds all members to a class that has none, and answers what its methods cost. */
    static List<MethodCount> write(
            TypeSpec.Builder type, FunctionSource function, FunctionSource.Sizes sizes, LineMarks lines, NaNTrap trap) {
        return new ArrayClass(function, sizes, lines, trap).members(type);
    }

    private List<MethodCount> members(TypeSpec.Builder type) {
        List<Supplier<MethodCount>> counts = new ArrayList<>();
        List<MethodSpec> methods = new ArrayList<>();
        Set<Shape> shapes = new LinkedHashSet<>();
        Members members = Members.of(function);
        List<FlatForm> flats = new ArrayList<>();
        FlatForm.Storage storage = new FlatForm.Storage(slots);
        int schedules = 0;
        if (function.derivatives().stream().noneMatch(d -> d.product() == Product.VALUE)) {
            counts.add(() -> MethodCount.of(new ArrayMethod(function, sizes.value(), members, lines, trap)));
        }
        for (Derivative derivative : Members.products(function).values()) {
            ArrayMethod method = new ArrayMethod(function, derivative, members, lines, trap);
            WengertList list = method.list();
            counts.add(() -> MethodCount.of(method));
            methods.add(method.write(slots));
            FlatForm.of(function, derivative).ifPresent(flat -> {
                flats.add(flat);
                methods.add(flat.write(method, function, storage));
            });
            methods.addAll(method.parts());
            schedules = Math.max(schedules, list.checkpoints().size());
            list.graph().inputs().forEach(n -> shapes.add(n.type().shape()));
            list.graph().results().forEach(n -> shapes.add(n.type().shape()));
        }
        Code offsets = new Code();
        FlatForm.Layout.of(function, flats, names).ifPresent(layout -> layout.addTo(type, offsets, this::java));
        for (Symbol symbol : sizes.symbols()) {
            type.addField(FieldSpec.builder(TypeName.INT, java(symbol), Modifier.PRIVATE, Modifier.FINAL)
                    .build());
        }
        type.addField(FieldSpec.builder(Workspaces.ARRAYS, WORKSPACE, Modifier.PRIVATE, Modifier.FINAL)
                .build());
        if (schedules > 0) {
            type.addField(FieldSpec.builder(Workspaces.SCHEDULES, SCHEDULES, Modifier.PRIVATE, Modifier.FINAL)
                    .initializer(Workspaces.schedules(schedules))
                    .build());
        }
        type.addMethod(constructor(shapes, offsets.toString()));
        type.addMethods(methods);
        type.addMethod(check());
        if (methods.stream().anyMatch(m -> m.code().toString().contains("distinct("))) {
            type.addMethod(distinct());
        }
        Workspaces.addHelpers(type);
        return MethodCount.all(() -> counts.stream().map(Supplier::get).toList());
    }

    private String java(Symbol symbol) {
        return names.field(symbol);
    }

    private String exact(Size size) {
        return IntegerExpressions.exact(size, this::java);
    }

    /** What is made in a loop without iterations may have a size that no array has. */
    private String room(Size size) {
        return !size.isSumOf(symbol -> size(symbol).isPresent()) ? "Math.max(0, " + exact(size) + ")" : exact(size);
    }

    private MethodSpec constructor(Set<Shape> shapes, String offsets) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PUBLIC);
        constructor.addJavadoc("Makes room for arrays of these sizes. An instance serves one thread at a time.\n\n");
        for (Symbol symbol : sizes.symbols()) {
            constructor.addParameter(
                    ParameterSpec.builder(TypeName.INT, java(symbol)).build());
            constructor.addJavadoc("@param $L $L\n", java(symbol), Comments.javadoc(meaning(symbol)));
        }
        constructor.addJavadoc("@throws IllegalArgumentException if no call can have these sizes\n");
        Code code = new Code();
        sizes.symbols().forEach(symbol -> code.line("this." + java(symbol) + " = " + java(symbol) + ";"));
        code.open("try {");
        Set<Size> extents = new LinkedHashSet<>();
        shapes.forEach(shape -> extents.addAll(shape.sizes()));
        for (Size extent : extents) {
            if (extent.constant().isEmpty()) {
                code.open("if (" + exact(extent) + " < 0) {");
                code.line("throw new IllegalArgumentException(\"the size " + extent + " is negative" + values(extent)
                        + ");");
                code.close("}");
            }
        }
        sizes.conditions().stream()
                .filter(c ->
                        c.zero() || !c.indices().isEmpty() || !c.guards().isEmpty() || !extents.contains(c.value()))
                .forEach(condition -> condition(condition, code));
        List<String> arrays = new ArrayList<>();
        for (Optional<Size> size : slots.sizes()) {
            arrays.add("new double[" + size.map(this::room).orElse("0") + "]");
        }
        for (Shape shape : shapes) {
            if (exact(shape.count()).startsWith("Math.")) {
                code.line(exact(shape.count()) + ";");
            }
        }
        offsets.lines().forEach(code::line);
        code.line(WORKSPACE + " = new double[][] {" + String.join(", ", arrays) + "};");
        String e = local("e");
        code.close("} catch (ArithmeticException " + e + ") {").indent();
        code.line("throw new IllegalArgumentException(\"no array has as many elements: \" + " + e + ".getMessage(), "
                + e + ");");
        code.close("}");
        return constructor.addCode(Kernels.code(code.toString())).build();
    }

    /** A name like {@code wanted} that no field has. */
    private String local(String wanted) {
        return new NameAllocator(names.all()).claim(wanted);
    }

    private void condition(FunctionSource.Condition condition, Code code) {
        for (FunctionSource.Range range : condition.indices()) {
            String i = java(range.index());
            code.open("for (int " + i + " = " + exact(range.from()) + "; " + i + " < " + exact(range.to()) + "; " + i
                    + "++) {");
        }
        String guards = condition.guards().stream()
                .map(guard -> exact(guard) + " >= 0 && ")
                .collect(Collectors.joining());
        code.open("if (" + guards + exact(condition.value()) + (condition.zero() ? " != 0" : " < 0") + ") {");
        code.line("throw new IllegalArgumentException(" + message(condition.what()) + ");");
        code.close("}");
        condition.indices().forEach(range -> code.close("}"));
    }

    /** {@code "inner sizes " + n + " and " + m + " differ"}. */
    private String message(List<FunctionSource.Piece> what) {
        List<String> terms = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (FunctionSource.Piece piece : what) {
            Optional<Size> amount = piece.size().filter(size -> size.constant().isEmpty());
            if (amount.isPresent()) {
                terms.add(CodeBlock.of("$S", words.toString()).toString());
                terms.add(IntegerExpressions.atom(amount.get(), this::java));
                words.setLength(0);
            } else {
                words.append(piece.words())
                        .append(piece.size().map(Size::toString).orElse(""));
            }
        }
        if (!words.isEmpty() || terms.isEmpty()) {
            terms.add(CodeBlock.of("$S", words.toString()).toString());
        }
        return String.join(" + ", terms);
    }

    /** {@code : n = " + n + ", m = " + m}, behind the words of a literal. */
    private String values(Size size) {
        return size.symbols().stream()
                .map(symbol -> java(symbol) + " = \" + " + java(symbol))
                .collect(Collectors.joining(" + \", ", ": ", ""));
    }

    private String meaning(Symbol symbol) {
        return size(symbol).orElse("integer parameter " + symbol.name());
    }

    /** What it is the size of, if it is one and no integer parameter. */
    private Optional<String> size(Symbol symbol) {
        for (int i = 0; i < function.parameters().size(); i++) {
            Node input = function.primal().inputs().get(i);
            Shape shape = input.type().shape();
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (shape.size(axis).equals(Size.of(symbol))) {
                    return Optional.of("size " + symbol.name() + " of "
                            + function.parameters().get(i) + shape);
                }
            }
        }
        return Optional.empty();
    }

    private static MethodSpec check() {
        return MethodSpec.methodBuilder("check")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(String.class, "name")
                .addParameter(TypeName.INT, "length")
                .addParameter(TypeName.INT, "expected")
                .beginControlFlow("if (length != expected)")
                .addStatement(
                        "throw new $T(name + $S + length + $S + expected)",
                        IllegalArgumentException.class,
                        " has ",
                        " elements, expected ")
                .endControlFlow()
                .build();
    }

    private static MethodSpec distinct() {
        return MethodSpec.methodBuilder("distinct")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(String.class, "name")
                .addParameter(TypeName.BOOLEAN, "same")
                .beginControlFlow("if (same)")
                .addStatement(
                        "throw new $T(name + $S)",
                        IllegalArgumentException.class,
                        " is written while another array is read: it cannot be the same one")
                .endControlFlow()
                .build();
    }
}
