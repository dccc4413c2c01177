package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.wengert.shaded.javapoet.ClassName;
import org.wengert.shaded.javapoet.JavaFile;
import org.wengert.shaded.javapoet.TypeSpec;
import org.wengert.ssa.JavaNames;

/**
 * Writes the JUnit class that holds a generated class to what is known of its functions: {@code LossDerivativesTest} for
 * {@code Loss}. It needs nothing but JUnit Jupiter and what the class itself needs.
 */
public final class TestClassWriter {

    /** What the name of the class is followed by. */
    public static final String SUFFIX = "DerivativesTest";

    private static final int WIDTH = 110;

    private static final String JUPITER = "org.junit.jupiter.api";
    static final ClassName TEST = ClassName.get(JUPITER, "Test");
    static final ClassName ASSERTIONS = ClassName.get(JUPITER, "Assertions");
    private static final ClassName NESTED = ClassName.get(JUPITER, "Nested");

    private TestClassWriter() {}

    /** The Java of the test; the same bytes for the same program, wherever and whenever it is written. */
    public static GeneratedSource write(TestSource source) {
        ClassSource tested = source.tested();
        String testedName = JavaNames.identifier(tested.className());
        String name = testedName + SUFFIX;
        ClassName type = ClassName.get(tested.packageName(), testedName);
        List<String> functions = ClassWriter.functionClasses(tested);
        Set<String> taken = new HashSet<>(functions);
        taken.add(name);
        taken.add(testedName);
        ClassName point = ClassName.get(tested.packageName(), name, free("Point", taken));
        TypeSpec.Builder test = TypeSpec.classBuilder(name).addModifiers(Modifier.FINAL);
        List<FunctionTest> tests = new ArrayList<>();
        boolean single = tested.functions().size() == 1;
        for (int i = 0; i < tested.functions().size(); i++) {
            FunctionSource function = tested.functions().get(i);
            ClassName of = single ? type : type.nestedClass(functions.get(i));
            FunctionTest functionTest =
                    new FunctionTest(function, of, point, source.points().get(i));
            tests.add(functionTest);
            String docs = docs(function, source.oracle().get(i));
            if (single) {
                functionTest.addTo(test);
                test.addJavadoc("$L", docs);
            } else {
                TypeSpec.Builder nested = TypeSpec.classBuilder(free(functions.get(i) + "Test", taken))
                        .addAnnotation(NESTED)
                        .addJavadoc("$L", docs);
                functionTest.addTo(nested);
                test.addType(nested.build());
            }
        }
        if (!single) {
            test.addJavadoc(
                    "$L", "The functions of " + Comments.javadoc(tested.className()) + ", one after another.\n");
        }
        test.addJavadoc("$L", "\n" + ClassDocs.origin(tested));
        TestPointClass.addTo(test, point, tests);
        String text = JavaFile.builder(tested.packageName(), test.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build()
                .toString();
        return new GeneratedSource(tested.packageName(), name, avoidMath(text, testedName), List.of());
    }

    /** A class that is called Math itself hides the one of the JDK. */
    private static String avoidMath(String text, String testedName) {
        return testedName.equals("Math") ? text.replace("Math.abs(", "java.lang.Math.abs(") : text;
    }

    private static String free(String hint, Set<String> taken) {
        String name = hint;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    private static String docs(FunctionSource function, String oracle) {
        return "Holds " + Comments.javadoc(function.name()) + " and its derivatives to\n\n<pre>{@code "
                + Comments.code(function.formula()) + "}</pre>\n\n<p>" + wrapped(Comments.javadoc(oracle)) + "\n";
    }

    private static String wrapped(String sentences) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : sentences.split(" ", -1)) {
            boolean next = column + word.length() > WIDTH;
            out.append(out.isEmpty() ? "" : next ? "\n" : " ").append(word);
            column = (next ? 0 : column + 1) + word.length();
        }
        return out.toString();
    }
}
