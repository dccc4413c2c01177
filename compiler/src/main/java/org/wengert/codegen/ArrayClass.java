package org.wengert.codegen;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Inequalities;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.shaded.javapoet.CodeBlock;
import org.wengert.shaded.javapoet.FieldSpec;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.ParameterSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.shaded.javapoet.TypeSpec;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.NameAllocator;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Expression;
import org.wengert.tree.Statement;
import org.wengert.tree.Statement.Note;

/**
 * Writes the class of a function of arrays: an instance is made for the sizes of its arrays and holds all the storage that its
 * methods need, so that a call allocates nothing.
 */
final class ArrayClass {

    /** The field with the storage of an instance. */
    static final String WORKSPACE = "workspace";

    /** The field with what says which states of loops are kept. */
    static final String SCHEDULES = "revolve";

    /** A method that checks the length of an array. */
    static final String CHECK = "check";

    /** A method that refuses an array that is given twice. */
    static final String DISTINCT = "distinct";

    private static final Expression ZERO = Expression.integer(0);

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
            Derivative value = sizes.value();
            counts.add(() -> MethodCount.of(members.name(value), function.schedule(value, Set.of())));
        }
        for (Derivative derivative : Members.products(function).values()) {
            if (derivative.isColoured()) {
                ArrayMethod line = ColouredMethods.line(function, derivative, members, lines, trap);
                counts.add(() -> MethodCount.of(
                        MethodCount.title(members, derivative), line.list().schedule()));
                methods.addAll(ColouredMethods.write(type, line, slots, lines, trap));
                schedules =
                        Math.max(schedules, line.list().schedule().checkpoints().size());
                line.list().graph().inputs().forEach(n -> shapes.add(n.type().shape()));
                line.list().graph().results().forEach(n -> shapes.add(n.type().shape()));
                continue;
            }
            ArrayMethod method = new ArrayMethod(function, derivative, members, lines, trap);
            WengertList list = method.list();
            counts.add(() -> MethodCount.of(method.name(), list.schedule()));
            List<FlatForm> flat = FlatForm.of(function, derivative).stream().toList();
            flats.addAll(flat);
            methods.addAll(method.write(
                    slots,
                    () -> flat.stream()
                            .map(form -> form.write(method, function, storage))
                            .toList()));
            if (ArrayDirections.isOf(derivative)) {
                methods.add(ArrayDirections.write(
                        method, derivative, function, flat.stream().findFirst(), slots));
            }
            methods.addAll(PatternMethods.of(derivative, members, names, Modifier.PUBLIC));
            methods.addAll(IntegratorMethod.ofArrays(method, flat.stream().findFirst()));
            schedules = Math.max(schedules, list.schedule().checkpoints().size());
            list.graph().inputs().forEach(n -> shapes.add(n.type().shape()));
            list.graph().results().forEach(n -> shapes.add(n.type().shape()));
        }
        List<Statement> offsets = new ArrayList<>();
        FlatForm.Layout.of(function, flats, names).ifPresent(layout -> layout.addTo(type, offsets, this::symbol));
        for (Symbol symbol : sizes.symbols()) {
            type.addField(FieldSpec.builder(TypeName.INT, java(symbol), Modifier.PRIVATE, Modifier.FINAL)
                    .build());
        }
        if (hasWorkspace()) {
            type.addField(FieldSpec.builder(Workspaces.ARRAYS, WORKSPACE, Modifier.PRIVATE, Modifier.FINAL)
                    .build());
        }
        if (schedules > 0) {
            type.addField(FieldSpec.builder(Workspaces.SCHEDULES, SCHEDULES, Modifier.PRIVATE, Modifier.FINAL)
                    .initializer(
                            "{$L}",
                            Workspaces.schedules(schedules).stream()
                                    .map(JavaPrinter::code)
                                    .collect(CodeBlock.joining(", ")))
                    .build());
        }
        type.addMethod(constructor(shapes, offsets));
        type.addMethods(methods);
        type.addMethod(check());
        if (members.calls(DISTINCT)) {
            type.addMethod(distinct());
        }
        Workspaces.addHelpers(type, members);
        return MethodCount.all(() -> counts.stream().map(Supplier::get).toList());
    }

    private String java(Symbol symbol) {
        return names.field(symbol);
    }

    private Expression symbol(Symbol symbol) {
        return Expression.name(java(symbol));
    }

    private Expression exact(Size size) {
        return SizeExpressions.exact(size, this::symbol);
    }

    /** What is made in a loop without iterations may have a size that no array has. */
    private Expression room(Size size) {
        return size.isSumOf(symbol -> size(symbol).isPresent())
                ? exact(size)
                : new Expression.Call("Math", "max", List.of(ZERO, exact(size)));
    }

    private MethodSpec constructor(Set<Shape> shapes, List<Statement> offsets) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PUBLIC);
        constructor.addJavadoc("Makes room for arrays of these sizes. An instance serves one thread at a time.\n\n");
        for (Symbol symbol : sizes.symbols()) {
            constructor.addParameter(
                    ParameterSpec.builder(TypeName.INT, java(symbol)).build());
            Tags.param(constructor, java(symbol), meaning(symbol));
        }
        Tags.refuses(constructor, List.of("no call can have these sizes"));
        sizes.symbols().forEach(symbol -> constructor.addStatement("this.$L = $L", java(symbol), java(symbol)));
        List<Statement> made = new ArrayList<>();
        Set<Size> extents = new LinkedHashSet<>();
        shapes.forEach(shape -> extents.addAll(shape.sizes()));
        Set<Symbol> natural =
                extents.stream().flatMap(extent -> extent.symbol().stream()).collect(Collectors.toSet());
        Inequalities checked = new Inequalities(size -> size.isSumOf(natural::contains), List.of());
        for (Size extent : extents) {
            if (extent.constant().isEmpty() && (extent.symbol().isPresent() || !checked.imply(extent))) {
                made.add(refuse(comparison("<", exact(extent)), negative(extent)));
            }
        }
        sizes.conditions().stream()
                .filter(c ->
                        c.zero() || !c.indices().isEmpty() || !c.guards().isEmpty() || !extents.contains(c.value()))
                .forEach(condition -> made.add(condition(condition)));
        for (Shape shape : shapes) {
            if (exact(shape.count()) instanceof Expression.Call computed) {
                made.add(new Statement.Run(computed, Note.of("fails if no array can be " + shape)));
            }
        }
        made.addAll(offsets);
        List<Expression> rooms = slots.sizes().stream()
                .map(size -> (Expression)
                        new Expression.NewArray(size.map(this::room).orElse(ZERO)))
                .toList();
        CodeBlock.Builder code = CodeBlock.builder().add(JavaPrinter.code(made));
        if (hasWorkspace()) {
            List<CodeBlock> arrays = rooms.stream().map(JavaPrinter::code).toList();
            String between = arrays.size() > 3 ? "\n" : "";
            code.addStatement(
                    "$L = new double[][] {$L$L}",
                    WORKSPACE,
                    between,
                    arrays.stream().collect(CodeBlock.joining(between.isEmpty() ? ", " : ",\n")));
        }
        String e = local("e");
        boolean exact =
                Stream.concat(made.stream(), rooms.stream().map(Statement::run)).anyMatch(ArrayClass::canFail);
        return !exact
                ? constructor.addCode(code.build()).build()
                : constructor
                        .beginControlFlow("try")
                        .addCode(code.build())
                        .nextControlFlow("catch ($T $L)", ArithmeticException.class, e)
                        .addStatement(
                                "throw new $T($S + $L.getMessage(), $L)",
                                IllegalArgumentException.class,
                                "no array has as many elements: ",
                                e,
                                e)
                        .endControlFlow()
                        .build();
    }

    /** Whether a statement computes a size that may be too large. */
    private static boolean canFail(Statement statement) {
        boolean[] found = {false};
        statement.forEachExpression(part -> found[0] |=
                part instanceof Expression.Call call && call.function().endsWith("Exact"));
        return found[0];
    }

    /** Whether its methods need storage of their own. */
    private boolean hasWorkspace() {
        return !slots.sizes().isEmpty();
    }

    /** A name like {@code wanted} that no field has. */
    private String local(String wanted) {
        return new NameAllocator(names.all()).claim(wanted);
    }

    private static Expression comparison(String symbol, Expression size) {
        return new Expression.Binary(symbol, size, ZERO);
    }

    static Statement refuse(Expression condition, List<Expression> message) {
        return new Statement.If(
                condition,
                List.of(new Statement.Refuse(message.stream()
                        .reduce((a, b) -> new Expression.Binary("+", a, b))
                        .orElseThrow())),
                List.of(),
                Statement.Note.NONE);
    }

    private Statement condition(FunctionSource.Condition condition) {
        Expression wrong = Stream.concat(
                        condition.guards().stream().map(guard -> comparison(">=", exact(guard))),
                        Stream.of(comparison(condition.zero() ? "!=" : "<", exact(condition.value()))))
                .reduce((a, b) -> new Expression.Binary("&&", a, b))
                .orElseThrow();
        Statement refusal = refuse(wrong, message(condition.what()));
        List<FunctionSource.Range> ranges = condition.indices();
        for (int i = ranges.size() - 1; i >= 0; i--) {
            FunctionSource.Range range = ranges.get(i);
            refusal = new Statement.For(
                    java(range.index()), exact(range.from()), exact(range.to()), false, List.of(refusal));
        }
        return refusal;
    }

    /** {@code "inner sizes " + n + " and " + m + " differ"}. */
    private List<Expression> message(List<FunctionSource.Piece> what) {
        List<Expression> terms = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (FunctionSource.Piece piece : what) {
            Optional<Size> amount = piece.size().filter(size -> size.constant().isEmpty());
            if (amount.isPresent()) {
                terms.add(new Expression.Quoted(words.toString()));
                terms.add(SizeExpressions.of(amount.get(), this::symbol).grouped());
                words.setLength(0);
            } else {
                words.append(piece.words())
                        .append(piece.size().map(Size::toString).orElse(""));
            }
        }
        if (!words.isEmpty() || terms.isEmpty()) {
            terms.add(new Expression.Quoted(words.toString()));
        }
        return terms;
    }

    /** {@code "the size n + m is negative: n = " + n + ", m = " + m}. */
    private List<Expression> negative(Size size) {
        List<Expression> terms = new ArrayList<>();
        String words = "the size " + size + " is negative: ";
        for (Symbol symbol : size.symbols()) {
            terms.add(new Expression.Quoted(words + java(symbol) + " = "));
            terms.add(symbol(symbol));
            words = ", ";
        }
        return terms;
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

    static MethodSpec check() {
        return MethodSpec.methodBuilder(CHECK)
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
        return MethodSpec.methodBuilder(DISTINCT)
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
