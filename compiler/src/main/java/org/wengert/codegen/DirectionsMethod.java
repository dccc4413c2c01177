package org.wengert.codegen;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.MethodSpec;
import org.wengert.differentiate.Derivative;

/** Writes {@code tangents}: several directions at once. */
final class DirectionsMethod {

    private static final ArrayTypeName MATRIX = ArrayTypeName.of(MethodWriter.ARRAY);

    private DirectionsMethod() {}

    static MethodSpec write(MethodWriter writer, Derivative derivative, String tangent) {
        MethodNames names = writer.names();
        MethodSpec.Builder method = MethodSpec.methodBuilder(tangent + "s")
                .addModifiers(MethodWriter.PUBLIC)
                .returns(void.class);
        writer.docs().describeDirections(method);
        method.addParameter(MethodWriter.ARRAY, names.point());
        method.addParameter(MATRIX, "directions");
        method.addParameter(MATRIX, "tangents");
        Code code = new Code();
        code.open("for (int k = 0; k < directions.length; k++) {");
        String call = tangent + "(" + names.point() + ", directions[k]";
        code.line(derivative.results() == 1 ? "tangents[k][0] = " + call + ");" : call + ", tangents[k]);");
        code.close("}");
        method.addCode("$L", code.toString());
        return method.build();
    }
}
