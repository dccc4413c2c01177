package org.wengert.random;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;

/** Names that generated Java has a use for, that it cannot have, or that it could take for one another. */
public final class HostileNames {

    /** Classes, fields, methods, locals and parameters of generated classes. */
    private static final List<String> OF_THE_CLASS = List.of(
            "Math",
            "Double",
            "System",
            "String",
            "Object",
            "Arrays",
            "Revolve",
            "Matrices",
            "LinearSystems",
            "ErrorFunctions",
            "GammaFunctions",
            "Logarithms",
            "ExtendedPrecision",
            "IllegalArgumentException",
            "ArithmeticException",
            "UnsupportedOperationException",
            "Test",
            "Override",
            "ExcludeFromGeneratedCoverage",
            "workspace",
            "revolve",
            "swapped",
            "scalars",
            "check",
            "distinct",
            "atLeast",
            "trap",
            "point",
            "direction",
            "directions",
            "cotangent",
            "results",
            "result",
            "adjoint",
            "tangent",
            "tangents",
            "gradient",
            "jacobian",
            "hessian",
            "hvp",
            "value",
            "line",
            "seed",
            "name",
            "length",
            "expected",
            "same",
            "slot",
            "size",
            "java",
            "org",
            "wengert",
            "system",
            "e",
            "i",
            "j",
            "k",
            "n",
            "t1",
            "a1",
            "v1",
            "xBar",
            "xDot",
            "xBarDot",
            "x_2",
            "gradientPart1",
            "GradientPart1",
            "value1",
            "VALUE_WORKSPACE");

    private static final List<String> OF_JAVA = List.of(
            "class",
            "class_",
            "class__",
            "int",
            "double",
            "new",
            "this",
            "super",
            "null",
            "true",
            "null_",
            "goto",
            "enum",
            "assert",
            "strictfp",
            "var",
            "record",
            "yield",
            "sealed",
            "permits",
            "module",
            "_",
            "__",
            "_a",
            "a_",
            "a__2");

    /** With combining marks, from other alphabets, beyond 16 bits. */
    private static final List<String> OF_PEOPLE = List.of(
            "x\u0302",
            "q\u0308_2",
            Normalizer.normalize("\u00e9", Normalizer.Form.NFD),
            "\u03b20",
            "\u03b1_\u03b2",
            "\u5909\u6570",
            "\u0434\u043b\u0438\u043d\u0430",
            "\u0926\u093f\u0936\u093e",
            "\ud835\udefc",
            "\u03b8Arrays",
            "\u03b8Math");

    private HostileNames() {}

    /** All of them. */
    public static List<String> all() {
        return Stream.of(OF_THE_CLASS, OF_JAVA, OF_PEOPLE).flatMap(List::stream).toList();
    }
}
