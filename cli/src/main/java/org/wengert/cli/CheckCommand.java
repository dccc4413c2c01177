package org.wengert.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.wengert.check.ArrayCheck;
import org.wengert.check.Check;
import org.wengert.check.CheckReport;
import org.wengert.check.Finding;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Decimal;
import org.wengert.op.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wengert check}. */
@Command(
        name = "check",
        description =
                "Holds the derivatives of every function, or of one, against differences with 70 digits and"
                        + " against the dot-product identity, at random points of its domain, and at special points all modes against each"
                        + " other and against limits. Functions of arrays: against differences in doubles, at points and sizes drawn.")
final class CheckCommand extends ProgramTask {

    private static final int SHOWN_FAILURES = 10;
    private static final int SHOWN_COORDINATES = 12;

    @Option(
            names = "--points",
            defaultValue = "20",
            paramLabel = "N",
            description = "How many points; 20 if not given.")
    private int points;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Chooses the points; the same ones for the same seed.")
    private long seed;

    @Option(
            names = "--size",
            paramLabel = "SIZES",
            description =
                    "Sizes and integer parameters of functions of arrays, such as n=3,k=2; the others are drawn from"
                            + " 1 to 4.")
    private List<String> sizes = List.of();

    @Override
    int execute() throws RequestException {
        if (points < 1) {
            throw new RequestException("wrong-usage", "--points is at least 1");
        }
        return super.execute();
    }

    private Map<String, Long> sizes(List<CompiledFunction> functions) throws RequestException {
        Map<String, Long> values = new HashMap<>();
        for (Map.Entry<String, Tensor> size : Assignments.parse("--size", sizes).entrySet()) {
            boolean known = functions.stream()
                    .flatMap(f -> f.source().symbols().stream())
                    .anyMatch(s -> s.name().equals(size.getKey()));
            if (!known) {
                throw new RequestException(
                        "unknown-parameter", "no size or integer parameter is called '" + size.getKey() + "'");
            }
            values.put(size.getKey(), Point.integer(size.getKey(), size.getValue()));
        }
        return values;
    }

    private CheckReport check(CompiledFunction function, Map<String, Long> fixed) {
        Progress line = new Progress(console());
        IntConsumer progress = done -> line.say(function.name() + ": " + done + " of " + points + " points");
        try {
            return function.isScalar()
                    ? Check.run(function, points, seed, progress)
                    : ArrayCheck.run(function, new ArrayCheck.Wishes(points, seed, fixed, progress));
        } finally {
            line.end();
        }
    }

    @Override
    int execute(Compilation compilation) throws RequestException {
        int exit = Exit.FINE;
        List<CompiledFunction> functions = functions(compilation);
        Map<String, Long> fixed = sizes(functions);
        for (CompiledFunction function : functions) {
            CheckReport report = check(function, fixed);
            console().out().print(text(function, report));
            exit = report.failed() || report.points() == 0 ? Exit.PROGRAM_IN_ERROR : exit;
        }
        return exit;
    }

    private static String text(CompiledFunction function, CheckReport report) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s: %s, %d rejected where a value or derivative is not finite, %d on or beside a kink%n",
                report.function(),
                report.points() == 1 ? "1 point" : report.points() + " points",
                report.rejected(),
                report.kinks()));
        for (Finding.Kind kind : Finding.Kind.values()) {
            report.worst(kind)
                    .ifPresent(worst -> out.append(String.format(
                            Locale.ROOT,
                            "  %-19s %6d numbers, worst: %s%n",
                            kind.text(),
                            report.compared(kind),
                            finding(function, worst))));
        }
        report.findings().stream()
                .filter(Finding::failed)
                .limit(SHOWN_FAILURES)
                .forEach(f -> out.append("  WRONG ")
                        .append(f.kind().text())
                        .append(": ")
                        .append(finding(function, f))
                        .append('\n'));
        report.notes().forEach(note -> out.append("  ").append(note).append('\n'));
        return out.append("  ").append(verdict(report)).append('\n').toString();
    }

    private static String verdict(CheckReport report) {
        if (report.points() == 0) {
            return "not checked: no point was found with finite values and derivatives";
        }
        return report.failed() ? report.failures() + " of " + report.findings().size() + " numbers are wrong" : "right";
    }

    private static String finding(CompiledFunction function, Finding finding) {
        StringBuilder at = new StringBuilder();
        int coordinates = finding.point().size();
        for (int i = 0; i < Math.min(coordinates, SHOWN_COORDINATES); i++) {
            at.append(i == 0 ? " at " : ",")
                    .append(function.parameters().get(i))
                    .append('=')
                    .append(Decimal.shortest(finding.point().get(i)));
        }
        at.append(coordinates > SHOWN_COORDINATES ? ",..." : "");
        return String.format(
                Locale.ROOT,
                "%s%s: got %s, expected %s, off by %.2g relative, %.2g ulps",
                finding.entry(),
                at,
                Decimal.shortest(finding.got()),
                Decimal.shortest(finding.expected()),
                finding.relative(),
                finding.ulps());
    }
}
