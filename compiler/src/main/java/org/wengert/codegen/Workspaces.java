package org.wengert.codegen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Size;
import org.wengert.runtime.Revolve;
import org.wengert.shaded.javapoet.ArrayTypeName;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.shaded.javapoet.TypeSpec;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Expression;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/** Storage of generated methods: the arrays of a list, and what says which states of loops are kept. A static method makes it in each call. */
final class Workspaces {

    static final TypeName ARRAYS = ArrayTypeName.of(ArrayTypeName.of(TypeName.DOUBLE));
    static final TypeName SCHEDULES = ArrayTypeName.of(Revolve.class);

    /** A method that makes an array of the workspace longer where it is too short. */
    static final String AT_LEAST = "atLeast";

    private Workspaces() {}

    /** The locals of a method; none if its list has no storage. */
    static List<Statement> declare(WengertList list, List<Optional<Size>> sizes) {
        List<Statement> locals = new ArrayList<>();
        if (!sizes.isEmpty()) {
            List<Expression> arrays = sizes.stream()
                    .map(size -> (Expression) new Expression.NewArray(
                            Expression.integer(size.map(Workspaces::number).orElse(0L))))
                    .toList();
            locals.add(Statement.declare(ValueType.ARRAYS, ArrayClass.WORKSPACE, new Expression.ArrayOf(arrays)));
        }
        if (!list.schedule().checkpoints().isEmpty()) {
            locals.add(Statement.declare(
                    ValueType.SCHEDULES,
                    ArrayClass.SCHEDULES,
                    new Expression.ArrayOf(
                            schedules(list.schedule().checkpoints().size()))));
        }
        return locals;
    }

    /** So many schedules of what is kept of loops. */
    static List<Expression> schedules(int count) {
        return Collections.nCopies(count, new Expression.NewObject(Revolve.class.getSimpleName()));
    }

    private static long number(Size size) {
        return Math.max(0, size.constant().orElseThrow());
    }

    /** Adds the methods that those of a class call to have storage. */
    static void addHelpers(TypeSpec.Builder type, Members members) {
        if (members.calls(AT_LEAST)) {
            type.addMethod(atLeast());
        }
    }

    private static MethodSpec atLeast() {
        return MethodSpec.methodBuilder(AT_LEAST)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(ARRAYS, ArrayClass.WORKSPACE)
                .addParameter(TypeName.INT, "slot")
                .addParameter(TypeName.INT, "size")
                .returns(ArrayTypeName.of(TypeName.DOUBLE))
                .beginControlFlow("if ($L[slot].length < size)", ArrayClass.WORKSPACE)
                .addStatement("$L[slot] = new double[size]", ArrayClass.WORKSPACE)
                .endControlFlow()
                .addStatement("return $L[slot]", ArrayClass.WORKSPACE)
                .build();
    }
}
