package org.wengert.report;

import java.util.List;

/**
 * What is known of a program, for a page that shows it. Names of components are names of the page's data.
 *
 * @param version of the compiler
 * @param file the name of the program, without its folder
 * @param source its text
 * @param functions of the program; none if it is in error
 * @param chosen the index of the function that is shown first
 * @param problems errors and warnings
 */
public record Report(
        String version, String file, String source, List<Function> functions, int chosen, List<Problem> problems) {

    /** An error or a warning at a place of the source, with the lines that messages show below each other. */
    public record Problem(
            boolean error, String id, String message, String hint, int line, int column, int start, int end) {}

    /**
     * A function.
     *
     * @param scalar whether there are numbers alone in it
     * @param formula as the author wrote it
     * @param derivatives as formulas, of those that have short ones
     * @param sizes those at which a function of arrays is written out: {@code d = 3, n = 2}; empty of others
     * @param unwritten why a function of arrays is not written out; empty if it is
     * @param inputs parameters, with the extents and numbers at which evaluation begins
     * @param inputValues the numbers of the values that the inputs of the lists are
     * @param resultValues the numbers of the values that the outputs of the lists are; -1 of one that is constant
     * @param values of the program, and of the lists where these are written out
     * @param lists none if there are no lists of numbers
     * @param counts of the lists
     * @param countLines of the Java, where these are functions of sizes
     * @param kept values of the lists that the sweep backward reads
     * @param dropped those that it does not read
     * @param keptArrays arrays of the Java that the sweep backward reads
     * @param kinks conventions that apply
     * @param unsaid operators that a page does not evaluate
     */
    public record Function(
            String name,
            String signature,
            boolean scalar,
            String formula,
            List<Derived> derivatives,
            String sizes,
            String unwritten,
            List<Input> inputs,
            List<Integer> inputValues,
            List<Output> results,
            List<Integer> resultValues,
            List<Value> values,
            List<Listing> lists,
            List<Java> java,
            List<Picture> graphs,
            List<Count> counts,
            List<String> countLines,
            List<Kept> kept,
            List<Kept> dropped,
            List<Kept> keptArrays,
            List<String> kinks,
            List<String> unsaid) {}

    /**
     * A parameter with the numbers that it begins with.
     *
     * @param extents at which it is written out; none of a number, or if nothing is written out
     * @param numbers element by element
     */
    public record Input(String name, String type, List<Integer> extents, List<Double> numbers) {}

    /**
     * A derivative as a formula.
     *
     * @param text in the language
     * @param formula as an equation
     */
    public record Derived(String text, Formula formula) {}

    /** A result. */
    public record Output(String name, List<Integer> extents) {}

    /**
     * A graph.
     *
     * @param picture as SVG
     * @param note what it leaves out
     */
    public record Picture(String title, String picture, String note) {}

    /**
     * A value and where it is written, as offsets into the source.
     *
     * @param whole of a value of the lists that are written out, the number of the value of the program that it belongs to; -1 of
     *     that itself
     */
    public record Value(int number, String name, int start, int end, int whole) {}

    /**
     * A Wengert list.
     *
     * @param id value, tangent or adjoint
     * @param inputs names in the order of its inputs: parameters, then tangents or cotangents
     * @param outputs what it gives, as expressions
     * @param steps the list as a program
     * @param more how many lines are left out; their rows have no text
     */
    public record Listing(
            String id,
            String heading,
            List<String> inputs,
            List<Object> outputs,
            List<Row> rows,
            List<Step> steps,
            int more) {}

    /**
     * A line of a list.
     *
     * @param indent how many conditionals there are around it
     * @param name of the value that it defines; empty for one that defines nothing
     * @param values the numbers of the values of the program that it comes from
     * @param of the number of the value whose derivative it defines; -1 of one that defines no derivative
     * @param derived whether it belongs to the sweep of a derivative
     * @param shown whether it is not in the value's list already
     */
    public record Row(
            String text,
            int indent,
            String name,
            List<Integer> values,
            int of,
            List<Why> why,
            boolean derived,
            boolean shown) {}

    /**
     * A line of the value with the rule that was applied to it.
     *
     * @param alias where the derivative of the line's value has no line of its own because it is another one, that one
     */
    public record Why(
            String line,
            String rule,
            Formula lineFormula,
            Formula ruleFormula,
            List<Integer> values,
            List<Object> alias) {}

    /**
     * What one row does, as a page evaluates it. An expression is a number, the name of a value, a truth value, or a list of an
     * operator's name and its operands.
     *
     * @param row the index of its row; -1 if it has none
     * @param set the name that gets a value; empty of a choice
     * @param to the value, or the condition of a choice
     * @param results of a choice: the names that its branches set, and for each the number of the value of the program
     */
    public record Step(int row, String set, Object to, List<Step> then, List<Step> otherwise, List<Result> results) {}

    /** A value that a choice gives; the number is -1 of one that is none of the program. */
    public record Result(String name, int value) {}

    /**
     * A class of one product.
     *
     * @param more how many lines are left out
     */
    public record Java(String product, List<Line> lines, int more) {}

    /**
     * A line of Java.
     *
     * @param value the name of the value that it computes
     * @param values the numbers of the values of the program that it comes from
     */
    public record Line(int number, String text, String value, List<Integer> values) {}

    /** What one evaluation costs, relative to the value. */
    public record Count(String product, String flops, String calls, String ratio) {}

    /** A value, with what reads it in the sweep backward; or, of one that is not kept, nothing. */
    public record Kept(String name, String line, List<String> readBy, List<Integer> values) {}
}
