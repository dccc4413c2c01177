package org.wengert.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.TestPoint;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.source.BigStack;

/** The JUnit tests of generated classes, for the people who use these: what is expected is computed here, once. */
public final class EmittedTests {

    /** Beyond so many numbers in one point the method that writes them down would be too long for Java. */
    private static final int MOST_NUMBERS = 4_000;

    private static final long SEED = 1;

    private EmittedTests() {}

    /**
     * A test.
     *
     * @param source the Java; it belongs among the sources of tests, in the package of the class
     * @param warnings one for each function that has no tests
     */
    public record Emitted(GeneratedSource source, List<Diagnostic> warnings) {}

    /** The test of the class of a program without errors; the same for the same program. */
    public static Emitted of(Compilation compilation) {
        return of(compilation, SEED);
    }

    /** The test with other points. */
    public static Emitted of(Compilation compilation, long seed) {
        List<List<TestPoint>> points = new ArrayList<>();
        List<String> oracles = new ArrayList<>();
        List<Diagnostic> warnings = new ArrayList<>();
        for (CompiledFunction function : compilation.generated()) {
            List<TestPoint> found = BigStack.call(() -> points(function, seed));
            List<TestPoint> writable =
                    found.stream().filter(p -> numbers(p) <= MOST_NUMBERS).toList();
            points.add(writable);
            if (!writable.isEmpty()) {
                oracles.add(oracle(function));
            } else {
                String why = "'" + function.name() + "' is not tested: "
                        + (found.isEmpty()
                                ? "no point was found where it and its derivatives are finite, smooth and known"
                                : "it has too many parameters and results to be written down in a test");
                oracles.add(why + ".");
                warnings.add(new Diagnostic(
                        Code.UNTESTED, function.source().syntax().name().span(), why, Optional.empty()));
            }
        }
        return new Emitted(compilation.test(points, oracles), warnings);
    }

    private static List<TestPoint> points(CompiledFunction function, long seed) {
        return function.isScalar() ? TestPoints.of(function, seed) : ArrayTestPoints.of(function, seed);
    }

    private static String oracle(CompiledFunction function) {
        return function.isScalar()
                ? TestPoints.ORACLE
                : ArrayTestPoints.holds(function) ? ArrayTestPoints.INTERPRETED : ArrayTestPoints.DIFFERENCES;
    }

    private static int numbers(TestPoint point) {
        int d = point.directions().size();
        int m = point.values().size();
        return point.numbers().size() * (1 + d)
                + 2 * m * (1 + d + (point.second().isEmpty() ? 0 : d * d));
    }
}
