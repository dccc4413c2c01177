package org.wengert.codegen;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.wengert.product.Derivative;
import org.wengert.shaded.javapoet.FieldSpec;
import org.wengert.shaded.javapoet.JavaFile;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.shaded.javapoet.TypeSpec;
import org.wengert.ssa.ClassNames;
import org.wengert.ssa.JavaNames;
import org.wengert.ssa.Schedule;
import org.wengert.ssa.WengertList;

/** Writes a file: one final class of static methods, or of a function of arrays with a workspace, with a nested one for each function where there are several. */
public final class ClassWriter {

    private ClassWriter() {}

    /** The list of a derivative of {@code function}, with the names that it has in generated Java. */
    public static WengertList list(FunctionSource function, Derivative derivative) {
        Schedule schedule = function.schedule(derivative, Set.of());
        return isOfArrays(function)
                ? ArrayMethod.list(function, derivative, schedule)
                : NumberMethod.list(Signature.of(derivative), schedule);
    }

    /** The methods of a function by name. */
    public static Map<String, Derivative> methods(FunctionSource function) {
        return Members.products(function);
    }

    /** The Java of a class; the same bytes for the same program, wherever and whenever it is written. */
    public static GeneratedSource write(ClassSource source) {
        String className = JavaNames.identifier(source.className());
        LineMarks lines = new LineMarks();
        boolean single = source.functions().size() == 1;
        Annotations annotations = Annotations.of(source, className);
        TypeSpec.Builder type = start(
                annotations, className, single && isOfArrays(source.functions().get(0)));
        if (single) {
            FunctionSource function = source.functions().get(0);
            String costs =
                    addMethods(type, function, List.of(className), annotations, lines, new NaNTrap(source.trap()));
            type.addJavadoc("$L", ClassDocs.of(source, function, costs));
        } else {
            type.addJavadoc("$L", ClassDocs.of(source));
            List<String> names = functionClasses(source);
            for (int i = 0; i < names.size(); i++) {
                FunctionSource function = source.functions().get(i);
                TypeSpec.Builder nested =
                        start(annotations, names.get(i), isOfArrays(function)).addModifiers(Modifier.STATIC);
                String costs = addMethods(
                        nested,
                        function,
                        List.of(className, names.get(i)),
                        annotations,
                        lines,
                        new NaNTrap(source.trap()));
                nested.addJavadoc("$L", ClassDocs.of(function, costs));
                type.addType(nested.build());
            }
        }
        annotations.declareIn(type);
        String text = JavaFile.builder(source.packageName(), type.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build()
                .toString();
        return lines.read(source.packageName(), className, text);
    }

    /** The nested classes of a file with several functions, in the order of these. */
    static List<String> functionClasses(ClassSource source) {
        Set<String> taken = new LinkedHashSet<>(Set.of(JavaNames.identifier(source.className())));
        for (FunctionSource function : source.functions()) {
            String name = JavaNames.identifier(function.name());
            while (!taken.add(name)) {
                name += "_";
            }
        }
        return List.copyOf(taken).subList(1, taken.size());
    }

    private static boolean isOfArrays(FunctionSource function) {
        return !function.isStatic();
    }

    private static TypeSpec.Builder start(Annotations annotations, String name, boolean hasInstances) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        annotations.addTo(type);
        return hasInstances
                ? type
                : type.addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
    }

    /** Adds all members to a class, and answers what there is to say about their costs. */
    private static String addMethods(
            TypeSpec.Builder type,
            FunctionSource function,
            List<String> around,
            Annotations annotations,
            LineMarks lines,
            NaNTrap trap) {
        if (isOfArrays(function)) {
            List<MethodCount> counts =
                    ArrayClass.write(type, function, function.sizes().orElseThrow(), lines, trap);
            type.addMethods(trap.helpers());
            return ClassDocs.counts(counts);
        }
        List<ProductCost> costs = new ArrayList<>();
        Members members = Members.of(function, around);
        for (Derivative derivative : Members.products(function).values()) {
            Derivatives written = Derivatives.of(function, derivative, members, costs, lines, trap);
            written.addTo(type, annotations);
            type.addMethods(IntegratorMethod.ofNumbers(function, derivative, members, written.workspace()));
            type.addMethods(PatternMethods.of(derivative, members, ClassNames.NONE, Modifier.PUBLIC, Modifier.STATIC));
        }
        if (function.derivatives().stream().anyMatch(d -> d.pattern().isPresent())) {
            type.addMethod(ArrayClass.check());
        }
        Workspaces.addHelpers(type, members);
        type.addMethods(trap.helpers());
        return ClassDocs.costs(costs);
    }

    /** The methods, parts and constants of a derivative. */
    private record Derivatives(NumberMethod.Written written) {

        static Derivatives of(
                FunctionSource function,
                Derivative derivative,
                Members members,
                List<ProductCost> costs,
                LineMarks lines,
                NaNTrap trap) {
            return new Derivatives(DerivativeWriter.write(function, derivative, members, costs, lines, trap));
        }

        /** What says how long the workspace is, of a long method. */
        Optional<String> workspace() {
            return written.constants().stream().map(LongMethods.Constant::name).findFirst();
        }

        void addTo(TypeSpec.Builder type, Annotations annotations) {
            for (LongMethods.Constant constant : written.constants()) {
                type.addField(FieldSpec.builder(
                                TypeName.INT, constant.name(), Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("$L\n", constant.meaning())
                        .initializer("$L", constant.value())
                        .build());
            }
            type.addMethods(written.methods());
            for (LongMethods.Part part : written.parts()) {
                TypeSpec.Builder nested = TypeSpec.classBuilder(part.name())
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .addMethods(part.methods());
                annotations.addTo(nested);
                type.addType(nested.build());
            }
        }
    }
}
