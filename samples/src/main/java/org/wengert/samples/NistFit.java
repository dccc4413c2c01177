package org.wengert.samples;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * A fit by the method of Levenberg and Marquardt, and then by steps of Gauss and Newton.
 *
 * <p>The first one comes near from anywhere, and ends when the sum of squares no longer changes. Around its minimum the sum is flat:
 * parameters whose sum agrees in all 16 digits can be wrong from the eighth digit on. A step of Gauss and Newton does not look at
 * the sum. Steps are taken as long as they become shorter, that is, until rounding is all that is left in them.
 */
final class NistFit {

    /**
     * Of the sum of squares, the parameters, and the cosine between the residuals and a column; smaller by far, rounding would keep
     * Hipparchus from reaching it, which is an exception there.
     */
    private static final double TOLERANCE = 1e-12;

    private static final int MOST_EVALUATIONS = 10_000;

    private final NistProblem problem;
    private final double[] levenbergMarquardt;
    private final double[] refined;
    private int evaluations;
    private int steps;

    NistFit(NistProblem problem, double[] start) {
        this.problem = problem;
        this.levenbergMarquardt = levenbergMarquardt(start);
        this.refined = refined(levenbergMarquardt);
    }

    /** The residuals and their Jacobian. */
    private Pair<RealVector, RealMatrix> evaluate(RealVector b) {
        evaluations++;
        int m = problem.observations();
        int n = problem.parameters();
        double[] r = new double[m];
        double[] jacobian = new double[m * n];
        problem.evaluate(b.toArray(), r, jacobian);
        double[][] rows = new double[m][n];
        for (int i = 0; i < m; i++) {
            System.arraycopy(jacobian, i * n, rows[i], 0, n);
        }
        return new Pair<>(new ArrayRealVector(r, false), new Array2DRowRealMatrix(rows, false));
    }

    private double[] levenbergMarquardt(double[] start) {
        Optimum optimum = new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(TOLERANCE)
                .withParameterRelativeTolerance(TOLERANCE)
                .withOrthoTolerance(TOLERANCE)
                .optimize(new LeastSquaresBuilder()
                        .model(this::evaluate)
                        .start(start)
                        .target(new double[problem.observations()])
                        .maxEvaluations(MOST_EVALUATIONS)
                        .maxIterations(MOST_EVALUATIONS)
                        .build());
        return optimum.getPoint().toArray();
    }

    private double[] refined(double[] start) {
        double[] b = start.clone();
        double shortest = Double.POSITIVE_INFINITY;
        while (true) {
            Pair<RealVector, RealMatrix> at = evaluate(new ArrayRealVector(b));
            RealMatrix columns = at.getSecond();
            double[] lengths = normalize(columns);
            RealVector step = new QRDecomposition(columns).getSolver().solve(at.getFirst());
            if (!(step.getNorm() < shortest)) {
                return b;
            }
            shortest = step.getNorm();
            for (int j = 0; j < b.length; j++) {
                b[j] -= step.getEntry(j) / lengths[j];
            }
            steps++;
        }
    }

    /** Gives every column the length 1, as parameters and their columns may differ by many powers of ten, and the lengths before. */
    private static double[] normalize(RealMatrix columns) {
        double[] lengths = new double[columns.getColumnDimension()];
        for (int j = 0; j < lengths.length; j++) {
            RealVector column = columns.getColumnVector(j);
            lengths[j] = column.getNorm();
            columns.setColumnVector(j, column.mapDivide(lengths[j]));
        }
        return lengths;
    }

    /** The digits that agree with the certified parameters before the steps of Gauss and Newton. */
    double digitsOfLevenbergMarquardt() {
        return problem.digits(levenbergMarquardt);
    }

    /** The digits that agree in the end. */
    double digits() {
        return problem.digits(refined);
    }

    /** The sum of squares in the end. */
    double sum() {
        RealVector r = evaluate(new ArrayRealVector(refined)).getFirst();
        return r.dotProduct(r);
    }

    /** How often residuals and Jacobian were computed. */
    int evaluations() {
        return evaluations;
    }

    /** How many steps of Gauss and Newton there were. */
    int steps() {
        return steps;
    }
}
