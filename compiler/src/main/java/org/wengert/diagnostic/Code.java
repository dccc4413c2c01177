package org.wengert.diagnostic;

import java.util.Locale;
import java.util.Optional;

/** The catalogue: every diagnostic of the compiler, the one place where a new one is added. */
public enum Code {
    UNREADABLE_FILE(
            Stage.SOURCE,
            Severity.ERROR,
            "A file that cannot be read.",
            "The path names no file, or one that may not be read; the message is the system's."),
    NOT_UTF8(
            Stage.SOURCE,
            Severity.ERROR,
            "A file that is not UTF-8.",
            "Programs are UTF-8. The message gives the first byte that is not, and its line. Save the file as UTF-8; in UTF-16 every second byte of a plain formula is 0, which is reported as binary."),
    BINARY_FILE(
            Stage.SOURCE,
            Severity.ERROR,
            "A file that holds a zero byte, and so is not text.",
            "No text holds the character U+0000. The file is a class, an archive, UTF-16 text, or another thing that is not a program."),
    STRAY_CHARACTER(
            Stage.SYNTAX,
            Severity.ERROR,
            "A character that has no meaning in a formula.",
            "A backslash, a quotation mark, a dollar sign, a symbol that is no letter and no operator. A run of them is reported once.",
            "$x + 1$",
            "x + 1"),
    INVISIBLE_CHARACTER(
            Stage.SYNTAX,
            Severity.ERROR,
            "A character that a reader does not see.",
            "Spaces other than the plain one, joiners, and controls of the direction of writing come in with copied text. They can make a program mean something else than it shows, so they are errors, in comments too where they could reorder text.",
            "x\u00a0+ 1",
            "x + 1"),
    FOREIGN_SPELLING(
            Stage.SYNTAX,
            Severity.ERROR,
            "An operator or a word as another language writes it.",
            "The message gives the spelling here. Where it is clear what is meant, the rest of the file is read as if it had been written so.",
            "x**2 + Math.exp(y)",
            "x^2 + exp(y)"),
    MALFORMED_NUMBER(
            Stage.SYNTAX,
            Severity.ERROR,
            "Digits and points that are not a number.",
            "A number is written 2, .5, 2., 1e-3 or 2.5E-3.",
            "x + 1.2.3",
            "x + 1.23"),
    NUMBER_OVERFLOW(
            Stage.SYNTAX,
            Severity.ERROR,
            "A literal beyond the largest double.",
            "Reals are doubles, up to 1.7976931348623157e308.",
            "min(x, 1e999)",
            "min(x, inf)"),
    NUMBER_UNDERFLOW(
            Stage.SYNTAX,
            Severity.WARNING,
            "A literal so small that it is read as zero.",
            "The smallest double above zero is 4.9e-324. What is nearer to zero than half of it is read as zero.",
            "x + 1e-999",
            "x"),
    LOOK_ALIKE_NAMES(
            Stage.SYNTAX,
            Severity.WARNING,
            "Two names that print alike and are not the same.",
            "A Latin a and a Cyrillic а, or the micro sign µ and the Greek μ, are different letters. The message names both.",
            "\u0430 + a^2",
            "a + a^2"),
    UNCLOSED_BRACKET(
            Stage.SYNTAX,
            Severity.ERROR,
            "A bracket that is never closed.",
            "It is reported where it opens. It counts as closed where the next line can only be a new statement.",
            "(x + 1",
            "(x + 1)"),
    UNOPENED_BRACKET(
            Stage.SYNTAX,
            Severity.ERROR,
            "A bracket that closes nothing.",
            "There is one closing bracket too many, or the opening one is of another kind.",
            "x + 1)",
            "(x + 1)"),
    UNEXPECTED(
            Stage.SYNTAX,
            Severity.ERROR,
            "Something other than what must stand there.",
            "The message says what was expected and what was found. One error is reported for each line.",
            "x + * y",
            "x * y"),
    MISSING_OPERATOR(
            Stage.SYNTAX,
            Severity.ERROR,
            "Two operands side by side.",
            "There is no implicit product: xy is one name, and f(x) is a call.",
            "2x + 3(x + 1)",
            "2*x + 3*(x + 1)"),
    MISPLACED_ASSIGNMENT(
            Stage.SYNTAX,
            Severity.ERROR,
            "A '=' where nothing can be given a value.",
            "'=' defines a function or gives a local its value; '==' compares.",
            "f(x) = (x = 1 ? 2 : 3)",
            "f(x) = (x == 1 ? 2 : 3)"),
    CHAINED_COMPARISON(
            Stage.SYNTAX,
            Severity.ERROR,
            "A comparison of a comparison.",
            "A comparison is true or false, which cannot be compared again.",
            "0 < x < 1 ? x : 0",
            "0 < x and x < 1 ? x : 0"),
    NOT_BEFORE_COMPARISON(
            Stage.SYNTAX,
            Severity.ERROR,
            "A 'not' that would negate a real.",
            "'not' binds as tightly as a sign, so that it takes the left side of the comparison alone.",
            "not x < 1 ? x : 0",
            "not (x < 1) ? x : 0"),
    MALFORMED_RANGE(
            Stage.SYNTAX,
            Severity.ERROR,
            "A 'for' without an index and its range.",
            "An index runs over a range: 'for i in a:b' gives it a, a+1 and so on up to b-1. Ranges stand in a loop, in [e for i in 0:n], and in a reduction such as sum(e for i in 0:n).",
            "f(x: real[n]) = sum(x[i] for i in n)",
            "f(x: real[n]) = sum(x[i] for i in 0:n)"),
    MALFORMED_DEFINITION(
            Stage.SYNTAX,
            Severity.ERROR,
            "A definition whose head is not a name with parameters.",
            "A function is defined as f(x, y) = expression or f(x, y) = { statements }.",
            "f(x + 1) = x^2",
            "f(x) = (x + 1)^2"),
    UNKNOWN_TYPE(
            Stage.SYNTAX,
            Severity.ERROR,
            "A type that does not exist.",
            "A parameter without a type is real.",
            "f(x: double) = x^2",
            "f(x: real) = x^2"),
    EMPTY_PROGRAM(
            Stage.SYNTAX,
            Severity.ERROR,
            "A file without a formula.",
            "A file is one expression, or one or more definitions.",
            "# nothing but a comment",
            "x^2"),
    MIXED_PROGRAM(
            Stage.SYNTAX,
            Severity.ERROR,
            "An expression beside definitions.",
            "A file is either one expression or definitions.",
            "f(x) = x^2\nf(y) + 1",
            "f(x) = x^2\ng(y) = f(y) + 1"),
    SEVERAL_EXPRESSIONS(
            Stage.SYNTAX,
            Severity.ERROR,
            "Two expressions in one file.",
            "A file that is an expression is one; a line that ends with an operator or inside of a bracket goes on in the next.",
            "x + 1\ny + 2",
            "x + 1 +\ny + 2"),
    TOP_LEVEL_STATEMENT(
            Stage.SYNTAX,
            Severity.ERROR,
            "A statement outside of a function, or a derive clause inside.",
            "Assignments, 'if' and 'return' stand in the body of a function.",
            "y = x^2",
            "x^2"),
    DERIVE_WITHOUT_FUNCTION(
            Stage.SYNTAX,
            Severity.ERROR,
            "A file with derive clauses and no function.",
            "A derive clause says what is generated for a function of the same file.",
            "derive f: gradient",
            "f(x) = x^2\nderive f: gradient"),
    UNREACHABLE_STATEMENT(
            Stage.SYNTAX,
            Severity.ERROR,
            "A statement after 'return'.",
            "Nothing after 'return' has an effect.",
            "f(x) = {\n  return x^2\n  y = 1\n}",
            "f(x) = {\n  y = 1\n  return x^2 + y\n}"),
    UNUSED_VALUE(
            Stage.SYNTAX,
            Severity.ERROR,
            "An expression that stands alone in a body.",
            "A body is made of assignments, 'if' and 'return'. There are no side effects, so a value without a name is lost.",
            "f(x) = {\n  x^2\n}",
            "f(x) = {\n  return x^2\n}"),
    NESTED_FUNCTION(
            Stage.SYNTAX,
            Severity.ERROR,
            "A function defined inside of another.",
            "Functions stand side by side in a file.",
            "f(x) = {\n  g(y) = y^2\n  return g(x)\n}",
            "g(y) = y^2\nf(x) = g(x)"),
    TOO_MANY_ERRORS(
            Stage.SYNTAX,
            Severity.ERROR,
            "More lines with syntax errors than are shown.",
            "The first twenty lines are shown; most of the others are likely to have the same cause."),
    UNKNOWN_NAME(
            Stage.ELABORATION,
            Severity.ERROR,
            "A name that is neither a parameter, a local, a function, a built-in nor a constant.",
            "A name holds from the line that gives it to the end of its block. The message says which known name is nearest.",
            "f(x) = {\n  a = x^2\n  return sin(a) + aa\n}",
            "f(x) = {\n  a = x^2\n  return sin(a) + a\n}"),
    WRONG_ARITY(
            Stage.ELABORATION,
            Severity.ERROR,
            "A function is called with a number of arguments that it does not take.",
            "The list of operators says how many each takes; the message shows how it is called.",
            "atan2(y) + 1",
            "atan2(y, x) + 1"),
    TYPE_MISMATCH(
            Stage.ELABORATION,
            Severity.ERROR,
            "A condition stands where a real number is expected, or the other way round.",
            "Nothing is converted: a condition is compared or joined, a number is computed with.",
            "x ? 1 : 2",
            "x != 0 ? 1 : 2"),
    SHAPE_MISMATCH(
            Stage.ELABORATION,
            Severity.ERROR,
            "Arrays whose shapes do not fit.",
            "Shapes are known when a program is compiled, up to the sizes, which the arguments of a call give. What can be decided is decided here; the rest is checked at the call.",
            "f(A: real[3,2], x: real[3]) = sum(A*x)",
            "f(A: real[3,2], x: real[3]) = sum(A'*x)"),
    NOT_AN_INTEGER(
            Stage.ELABORATION,
            Severity.ERROR,
            "Something other than an integer where an index, a size or a bound stands.",
            "Integers are literals, sizes, parameters of type int, indices of loops, and what + - * / % min max make of them; a quotient has to come out whole.",
            "f(x: real[n], k) = x[k]",
            "f(x: real[n], k: int) = x[k]"),
    INDEX_OUT_OF_RANGE(
            Stage.ELABORATION,
            Severity.ERROR,
            "An index that is out of range at every call.",
            "Indices begin at 0, and ranges leave out their end. What depends on the arguments is checked at the call.",
            "f(x: real[3]) = x[3]",
            "f(x: real[3]) = x[2]"),
    DUPLICATE_NAME(
            Stage.ELABORATION,
            Severity.ERROR,
            "A name is given twice in one scope.",
            "Names are values, not variables. Both branches of an if may give the same name.",
            "f(x) = {\n  a = x\n  a = a^2\n  return a\n}",
            "f(x) = {\n  a = x\n  b = a^2\n  return b\n}"),
    MISSING_RESULT(
            Stage.ELABORATION,
            Severity.ERROR,
            "A function that returns nothing.",
            "The last line of a body is a return.",
            "f(x) = {\n  y = x^2\n}",
            "f(x) = {\n  y = x^2\n  return y\n}"),
    MISPLACED_RETURN(
            Stage.ELABORATION,
            Severity.ERROR,
            "A 'return' inside of an 'if'.",
            "A function returns in its last line, and nowhere else.",
            "f(x) = {\n  if x > 0 {\n    return x\n  } else {\n    y = -x\n  }\n  return 0\n}",
            "f(x) = {\n  if x > 0 {\n    y = x\n  } else {\n    y = -x\n  }\n  return y\n}"),
    INCOMPLETE_IF(
            Stage.ELABORATION,
            Severity.ERROR,
            "An 'if' without 'else', which defines nothing.",
            "A name given in every branch is defined after the if; where a branch is missing there is none.",
            "f(x) = {\n  if x > 0 {\n    y = x\n  }\n  return x\n}",
            "f(x) = {\n  if x > 0 {\n    y = x\n  } else {\n    y = 0\n  }\n  return y\n}"),
    RECURSION(
            Stage.ELABORATION,
            Severity.ERROR,
            "A function that calls itself.",
            "Calls are written out, so a function calls only those above it.",
            "power(x, n) = n == 0 ? 1 : x*power(x, n - 1)",
            "power(x, n) = x^n"),
    DEFINED_LATER(
            Stage.ELABORATION,
            Severity.ERROR,
            "A function is called before its definition.",
            "A function calls those above it in the file; so no two can call each other.",
            "f(x) = square(x) + 1\nsquare(x) = x^2",
            "square(x) = x^2\nf(x) = square(x) + 1"),
    UNKNOWN_PRODUCT(
            Stage.ELABORATION,
            Severity.ERROR,
            "A derivative product that does not exist.",
            "Products are value, tangent, adjoint, gradient, jacobian, hessian and hvp.",
            "f(x) = x^2\nderive f: gradiant",
            "f(x) = x^2\nderive f: gradient"),
    UNKNOWN_PARAMETER(
            Stage.ELABORATION,
            Severity.ERROR,
            "A derivative is asked for with respect to something that is not a parameter.",
            "In diff it may be a local too, but no expression and no constant.",
            "diff(x^2, 2*x)",
            "diff(x^2, x)"),
    NOT_SCALAR(
            Stage.ELABORATION,
            Severity.ERROR,
            "A product, or a place, that needs one result is given a function of several.",
            "A gradient, a Hessian and a Hessian-vector product are of one result; so is a value in an expression.",
            "polar(x, y) = {\n  return hypot(x, y), atan2(y, x)\n}\nderive polar: gradient",
            "polar(x, y) = {\n  return hypot(x, y), atan2(y, x)\n}\nderive polar: jacobian"),
    DIVISION_BY_ZERO(
            Stage.ELABORATION,
            Severity.ERROR,
            "A division by a literal zero.",
            "It is always infinite or no number. A divisor that merely becomes zero is no error.",
            "x/0",
            "x*inf"),
    LIMIT(
            Stage.ELABORATION,
            Severity.ERROR,
            "The program is right, but larger or deeper than this compiler takes; the message says what would be needed.",
            "Inside of a loop with states, diff is with respect to what is given in the loop. Arrays have at most 4 axes, files at most 16 MB and at most 2,000 levels of nesting.",
            "f(x: real[2,2,2,2,2]) = x[0,0,0,0,0]",
            "f(x: real[2,2,2,2]) = x[0,0,0,0]"),
    CHOSEN_BY_EQUALITY(
            Stage.ELABORATION,
            Severity.WARNING,
            "A constant that stands for a formula at one point.",
            "The value may be right there; the derivatives are those of the constant, 0, in every order. Where a function is known that is right at the point too, the hint names it: sinc, exprel, xlogy, xlog1py, entr.",
            "x == 0 ? 1 : sin(x)/x",
            "sinc(x)"),
    UNTESTED(
            Stage.GENERATION,
            Severity.WARNING,
            "A function for which no test could be written.",
            "Tests are asked for, and no point was found where the function and its derivatives are finite, smooth and known: it may be defined nowhere. Or it has thousands of parameters or results, which are too many to be written down in a test."),
    EXPENSIVE_GRADIENT(
            Stage.GENERATION,
            Severity.ERROR,
            "A gradient that takes more operations than the build allows it.",
            "A limit is set, as a multiple of the operations of the value, a call of a library counting as 10. The message gives both counts, and the operations that take most of the gradient. Of a function of arrays the counts are compared where all sizes are 100.");

    private final Stage stage;
    private final Severity severity;
    private final String summary;
    private final String explanation;
    private final String wrong;
    private final String right;

    Code(Stage stage, Severity severity, String summary, String explanation) {
        this(stage, severity, summary, explanation, "", "");
    }

    Code(Stage stage, Severity severity, String summary, String explanation, String wrong, String right) {
        this.stage = stage;
        this.severity = severity;
        this.summary = summary;
        this.explanation = explanation;
        this.wrong = wrong;
        this.right = right;
    }

    /** The code as printed and as `--message-format json` gives it, such as {@code unknown-name}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where it is found. */
    public Stage stage() {
        return stage;
    }

    public Severity severity() {
        return severity;
    }

    /** When it is reported, in a sentence. */
    public String summary() {
        return summary;
    }

    /** What there is to know about it, for the documentation; may be empty. */
    public String explanation() {
        return explanation;
    }

    /** A program that is reported with this code, and one that is not, where that can be shown in a few lines. */
    public Optional<Example> example() {
        return wrong.isEmpty() ? Optional.empty() : Optional.of(new Example(wrong, right));
    }

    /** What a diagnostic is found in. */
    public enum Stage {
        SOURCE,
        SYNTAX,
        ELABORATION,
        GENERATION
    }

    /**
     * A program and its mend.
     *
     * @param wrong is reported with the code, and with no other error
     * @param right compiles
     */
    public record Example(String wrong, String right) {}
}
