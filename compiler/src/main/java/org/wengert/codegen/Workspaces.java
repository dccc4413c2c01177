package org.wengert.codegen;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.wengert.ir.Size;
import org.wengert.runtime.Revolve;
import org.wengert.ssa.WengertList;

/** Storage of generated methods: the arrays of a list, and what says which states of loops are kept. A static method makes it in each call. */
final class Workspaces {

    static final TypeName ARRAYS = ArrayTypeName.of(ArrayTypeName.of(TypeName.DOUBLE));
    static final TypeName SCHEDULES = ArrayTypeName.of(Revolve.class);

    /** A method that makes an array of the workspace longer where it is too short. */
    static final String AT_LEAST = "atLeast";

    private Workspaces() {}

    /** The locals of a method; none if its list has no storage. */
    static CodeBlock declare(WengertList list, List<Optional<Size>> sizes) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (!sizes.isEmpty()) {
            String arrays = sizes.stream()
                    .map(size -> "new double[" + size.map(Workspaces::number).orElse("0") + "]")
                    .collect(Collectors.joining(", "));
            code.add("$T $L = {$L};\n", ARRAYS, ArrayClass.WORKSPACE, arrays);
        }
        if (!list.checkpoints().isEmpty()) {
            code.add(
                    "$T $L = $L;\n",
                    SCHEDULES,
                    ArrayClass.SCHEDULES,
                    schedules(list.checkpoints().size()));
        }
        return code.build();
    }

    /** So many schedules of what is kept of loops, as an array. */
    static CodeBlock schedules(int count) {
        List<Class<Revolve>> types = Collections.nCopies(count, Revolve.class);
        String all = String.join(", ", Collections.nCopies(count, "new $T()"));
        return CodeBlock.of("{" + all + "}", types.toArray());
    }

    private static String number(Size size) {
        return String.valueOf(Math.max(0, size.constant().orElseThrow()));
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
