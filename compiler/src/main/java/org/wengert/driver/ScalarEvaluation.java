package org.wengert.driver;

import java.util.Arrays;
import org.wengert.interpret.Interpreter;
import org.wengert.product.Derivative;
import org.wengert.source.BigStack;

/** Evaluates one product of a function of scalars. Can be used from many threads. */
final class ScalarEvaluation {

    /** Conditionals nested no deeper than this are evaluated on the caller's stack; a thread costs more than most evaluations. */
    private static final int SHALLOW = 16;

    private final Derivative derivative;
    private final Interpreter interpreter;

    ScalarEvaluation(Derivative derivative) {
        this.derivative = derivative;
        this.interpreter = new Interpreter(derivative.graph());
    }

    /** The outputs in the order of {@link Derivative}, matrices written out by rows. */
    double[] at(double[] point, double[] more) {
        return interpreter.depth() <= SHALLOW ? evaluate(point, more) : BigStack.call(() -> evaluate(point, more));
    }

    private double[] evaluate(double[] point, double[] more) {
        return switch (derivative.shape()) {
            case WHOLE -> interpreter.evaluate(join(point, more));
            case COLUMNS -> byColumns(point);
            case ROWS -> byRows(point);
            case COLOURED -> throw new IllegalStateException("bug: colours of a function of numbers");
        };
    }

    private static double[] join(double[] point, double[] more) {
        double[] inputs = Arrays.copyOf(point, point.length + more.length);
        System.arraycopy(more, 0, inputs, point.length, more.length);
        return inputs;
    }

    private static double[] unit(int size, int index) {
        double[] unit = new double[size];
        unit[index] = 1;
        return unit;
    }

    /** Each evaluation gives the head, values and first derivatives, and then one column. */
    private double[] byColumns(double[] point) {
        int n = derivative.active().size();
        int head = derivative.product().mainBegins(derivative.results(), n);
        int rows = derivative.graph().outputs().size() - head;
        double[] all = new double[head + rows * n];
        for (int column = 0; column < n; column++) {
            double[] outputs = interpreter.evaluate(join(point, unit(n, column)));
            System.arraycopy(outputs, 0, all, 0, head);
            for (int row = 0; row < rows; row++) {
                all[head + row * n + column] = outputs[head + row];
            }
        }
        return all;
    }

    private double[] byRows(double[] point) {
        int n = derivative.active().size();
        int m = derivative.results();
        double[] all = new double[m + m * n];
        for (int row = 0; row < m; row++) {
            double[] outputs = interpreter.evaluate(join(point, unit(m, row)));
            System.arraycopy(outputs, 0, all, 0, m);
            System.arraycopy(outputs, m, all, m + row * n, n);
        }
        return all;
    }
}
