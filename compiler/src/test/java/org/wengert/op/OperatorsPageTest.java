package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wengert.Page;

/** {@code docs/operators.md} is the catalogue. */
class OperatorsPageTest {

    private static final String HEAD = """
            # Operators

            Written by a test from the declarations (`mvn verify -Dwengert.update=true`). In a rule, `#` is the tangent or adjoint that
            meets the operator, `x`, or `a, b, c`, are its arguments, and `y` is its value: `#/(2*y)` says that the adjoint of `y`, over
            `2*y`, is added to that of `x`. One rule stands for each argument. Cost is flops + calls of library functions, before the
            operators that Java lacks are taken apart.

            ## At kinks and borders

            The same in forward and reverse mode and in every order, but for what the last entry says:

            """;

    private static final String CONVENTIONS = """
            - `c ? u : v`, `if` and `where`: only the branch taken is evaluated and differentiated; where they meet, the one that the
              condition chooses.
            - `x^0` has derivative 0 everywhere; `x^n` with a constant integer n is right at x <= 0.
            - What a derivative multiplies by a literal zero is absent: `0*sqrt(x)` has derivative 0 at 0.
            - A branch that is not taken contributes nothing, in any mode and order, whatever it computes: `max(log(p), -100)` has
              derivative 0 at p = 0, in `max min relu leaky_relu where ? : if`, in reductions and element by element.
            - A factor that is exactly 0 wins over the infinite slope of `sqrt`, `cbrt`, `asin`, `acos` and `acosh` if it is computed from
              no root of the same numbers: `sqrt(x)*x` has derivative 0 at 0. Roots of one number are collected first, so that
              `sqrt(x)*sqrt(x)` has 1; what is left, such as `sin(sqrt(x))*sqrt(x)`, is NaN. The slope of `a^b` at a = 0 is as it is:
              `x^0.3*y^0.7` has no derivative at the origin, and NaN says so.
            - The square of a norm is the sum of squares, and `cos` and `cosh` of a norm or a square root are smooth at 0.
            - In first derivatives a direction that does not move the argument of a root, a power, `entr`, `xlogy` or `xlog1py` does not feel its slope,
              infinite or not. At poles, and in second derivatives, `0*inf` is NaN.
            - Where an infinite slope was added to another one before it meets a factor that is 0 only at this point, what comes out
              depends on the side it is multiplied from: at the origin `x*(sqrt(y) + y)` has derivative 0 in y in reverse mode and NaN in
              forward mode, `x*y + sqrt(x*y)` NaN in reverse mode and 0 in forward mode.

            """;

    private static String cell(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String row(ScalarOperator o) {
        List<String> cells = new ArrayList<>();
        cells.add(cell(o.name()));
        cells.add(o.summary());
        cells.add(cell(String.join(", ", o.operandNames()) + (o.variadic() ? ", ..." : "")));
        cells.add(cell(o.formula()));
        cells.add(
                o.rules().isEmpty()
                        ? "none: a condition"
                        : String.join(
                                "; ",
                                o.rules().stream().map(r -> cell(r.text())).toList()));
        cells.add(
                o.cost().equals(Cost.NONE)
                        ? "as lowered"
                        : o.cost().flops() + " + " + o.cost().calls());
        cells.add(o.reference().orElse(""));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String table(String title, Stream<ScalarOperator> operators) {
        StringBuilder out = new StringBuilder("## " + title + "\n\n")
                .append("| name | | arguments | value | derivative | cost | kernel |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- |\n");
        operators.forEach(o -> out.append(row(o)));
        return out.append('\n').toString();
    }

    private static final String ARRAYS = """
            ## On arrays

            Arrays lie in memory by rows. A rule says what is made of the tangent or of the adjoint `#`; where only one stands, the
            operator is linear in that argument, and the tangent is the operator at `#`. What no rule stands for is locally constant. The
            kernels are those of the runtime's class; their order of summation is fixed, so that the same sizes give the same bits.
            Derivatives of products, solutions, inverses and determinants: M. B. Giles, Collected matrix derivative results for forward and
            reverse mode algorithmic differentiation, 2008. See also
            [the decision on kernels and factors](decisions/0020-matrix-kernels-and-factors.md).

            A matrix is factored once (`factor`, LU with partial pivoting), and the factors serve its solutions, inverse and determinant and
            all their derivatives. Where a pivot is exactly 0, `det` is 0 and `logdet` is -inf, the derivative of `det` is the matrix of
            cofactors, and solutions, inverses and all other derivatives are NaN: never a number that looks like a solution. `logdet` is the logarithm of the magnitude, `log(det(A))` is NaN where the
            determinant is negative.

            """;

    private static String row(ArrayOperator o) {
        List<String> cells = new ArrayList<>();
        cells.add(cell(o.name()));
        cells.add(o.summary());
        cells.add(cell(o.notation()));
        cells.add(
                o.rules().stream().allMatch(Optional::isEmpty)
                        ? "none"
                        : String.join(
                                "; ",
                                o.rules().stream()
                                        .flatMap(Optional::stream)
                                        .map(OperatorsPageTest::rule)
                                        .toList()));
        cells.add(o.reference().orElse(""));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String rule(ArrayOperator.Rule rule) {
        return (rule.tangent().isPresent() ? "tangent " + cell(rule.tangentText()) + ", adjoint " : "")
                + cell(rule.adjointText());
    }

    private static String arrays() {
        StringBuilder out = new StringBuilder(ARRAYS)
                .append("| name | | value | derivative | kernel |\n")
                .append("| --- | --- | --- | --- | --- |\n");
        Catalogue.arrays().forEach(o -> out.append(row(o)));
        return out.append('\n').toString();
    }

    @Test
    void docsOperatorsIsTheCatalogue() {
        StringBuilder out = new StringBuilder(HEAD);
        Catalogue.all()
                .forEach(o -> o.kink().ifPresent(k -> out.append("- ").append(k).append('\n')));
        out.append(CONVENTIONS)
                .append(table("To be called", Catalogue.all().stream().filter(ScalarOperator::visible)))
                .append(table(
                        "What syntax and derivatives use",
                        Stream.concat(
                                Catalogue.all().stream().filter(o -> !o.visible()),
                                Catalogue.familyMembers().stream())))
                .append(arrays());
        Page.assertIs("operators.md", out.toString().stripTrailing() + "\n");
    }
}
