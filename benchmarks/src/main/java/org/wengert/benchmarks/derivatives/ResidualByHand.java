package org.wengert.benchmarks.derivatives;

/** The residual of one observation and its Jacobian, by the chain rule over rotation, projection and distortion. */
final class ResidualByHand {

    private static final int COLUMNS = 15;

    private final double[] turn = new double[9];
    private final double[] axis = new double[9];

    void value(double[] camera, double[] X, double w, double[] feature, double[] e, double[] weight) {
        double x0 = X[0] - camera[3];
        double x1 = X[1] - camera[4];
        double x2 = X[2] - camera[5];
        double r0 = camera[0];
        double r1 = camera[1];
        double r2 = camera[2];
        double square = r0 * r0 + r1 * r1 + r2 * r2;
        double y0;
        double y1;
        double y2;
        if (square == 0) {
            y0 = x0 + r1 * x2 - r2 * x1;
            y1 = x1 + r2 * x0 - r0 * x2;
            y2 = x2 + r0 * x1 - r1 * x0;
        } else {
            double theta = Math.sqrt(square);
            double sin = Math.sin(theta);
            double cos = Math.cos(theta);
            double v0 = r0 / theta;
            double v1 = r1 / theta;
            double v2 = r2 / theta;
            double along = (1 - cos) * (v0 * x0 + v1 * x1 + v2 * x2);
            y0 = cos * x0 + sin * (v1 * x2 - v2 * x1) + along * v0;
            y1 = cos * x1 + sin * (v2 * x0 - v0 * x2) + along * v1;
            y2 = cos * x2 + sin * (v0 * x1 - v1 * x0) + along * v2;
        }
        double p0 = y0 / y2;
        double p1 = y1 / y2;
        double s = p0 * p0 + p1 * p1;
        double scale = camera[6] * (1 + camera[9] * s + camera[10] * s * s);
        e[0] = w * (scale * p0 + camera[7] - feature[0]);
        e[1] = w * (scale * p1 + camera[8] - feature[1]);
        weight[0] = 1 - w * w;
    }

    void jacobian(
            double[] camera, double[] X, double w, double[] feature, double[] e, double[] weight, double[] jacobian) {
        double x0 = X[0] - camera[3];
        double x1 = X[1] - camera[4];
        double x2 = X[2] - camera[5];
        rotation(camera[0], camera[1], camera[2], x0, x1, x2);
        double[] R = turn;
        double y0 = R[0] * x0 + R[1] * x1 + R[2] * x2;
        double y1 = R[3] * x0 + R[4] * x1 + R[5] * x2;
        double y2 = R[6] * x0 + R[7] * x1 + R[8] * x2;

        double p0 = y0 / y2;
        double p1 = y1 / y2;
        double s = p0 * p0 + p1 * p1;
        double f = camera[6];
        double distortion = 1 + camera[9] * s + camera[10] * s * s;
        double seen0 = f * distortion * p0 + camera[7] - feature[0];
        double seen1 = f * distortion * p1 + camera[8] - feature[1];
        e[0] = w * seen0;
        e[1] = w * seen1;
        weight[0] = 1 - w * w;

        double slope = 2 * (camera[9] + 2 * camera[10] * s);
        double wf = w * f;
        double mixed = wf * slope * p0 * p1;
        project(jacobian, 0, wf * (distortion + slope * p0 * p0), mixed, p0, p1, y2);
        project(jacobian, COLUMNS, mixed, wf * (distortion + slope * p1 * p1), p0, p1, y2);
        internal(jacobian, 0, w, f, distortion, s, p0, seen0);
        internal(jacobian, COLUMNS, w, f, distortion, s, p1, seen1);
        jacobian[7] = w;
        jacobian[8] = 0;
        jacobian[COLUMNS + 7] = 0;
        jacobian[COLUMNS + 8] = w;
        for (int k = 0; k < COLUMNS - 1; k++) {
            jacobian[2 * COLUMNS + k] = 0;
        }
        jacobian[3 * COLUMNS - 1] = -2 * w;
    }

    /** Focal length, coefficients of distortion and weight. */
    private static void internal(
            double[] jacobian, int row, double w, double f, double distortion, double s, double p, double seen) {
        jacobian[row + 6] = w * distortion * p;
        jacobian[row + 9] = w * f * s * p;
        jacobian[row + 10] = w * f * s * s * p;
        jacobian[row + 14] = seen;
    }

    /** Rotation, centre and point, from the derivatives of a result by the projection p. */
    private void project(double[] jacobian, int row, double p0Bar, double p1Bar, double p0, double p1, double depth) {
        double y0Bar = p0Bar / depth;
        double y1Bar = p1Bar / depth;
        double y2Bar = -(y0Bar * p0 + y1Bar * p1);
        for (int k = 0; k < 3; k++) {
            jacobian[row + k] = y0Bar * axis[k] + y1Bar * axis[3 + k] + y2Bar * axis[6 + k];
            double byPoint = y0Bar * turn[k] + y1Bar * turn[3 + k] + y2Bar * turn[6 + k];
            jacobian[row + 3 + k] = -byPoint;
            jacobian[row + 11 + k] = byPoint;
        }
    }

    /** Rodrigues' formula as a matrix, {@code turn}, and the derivatives of its product with x by the axis r, {@code axis}. */
    private void rotation(double r0, double r1, double r2, double x0, double x1, double x2) {
        double square = r0 * r0 + r1 * r1 + r2 * r2;
        if (square == 0) {
            cross(turn, r0, r1, r2, 1);
            turn[0] += 1;
            turn[4] += 1;
            turn[8] += 1;
            cross(axis, x0, x1, x2, -1);
            return;
        }
        double theta = Math.sqrt(square);
        double sin = Math.sin(theta);
        double cos = Math.cos(theta);
        double v0 = r0 / theta;
        double v1 = r1 / theta;
        double v2 = r2 / theta;
        double rest = 1 - cos;
        cross(turn, v0, v1, v2, sin);
        addOuter(turn, rest * v0, rest * v1, rest * v2, v0, v1, v2);
        turn[0] += cos;
        turn[4] += cos;
        turn[8] += cos;

        // y = cos*x + sin*(v cross x) + rest*(v.x)*v: first by v, where theta is held; then v = r/theta.
        double dot = v0 * x0 + v1 * x1 + v2 * x2;
        cross(axis, x0, x1, x2, -sin);
        addOuter(axis, rest * v0, rest * v1, rest * v2, x0, x1, x2);
        axis[0] += rest * dot;
        axis[4] += rest * dot;
        axis[8] += rest * dot;
        byAngle(0, -sin * x0 + cos * (v1 * x2 - v2 * x1) + sin * dot * v0, theta, v0, v1, v2);
        byAngle(3, -sin * x1 + cos * (v2 * x0 - v0 * x2) + sin * dot * v1, theta, v0, v1, v2);
        byAngle(6, -sin * x2 + cos * (v0 * x1 - v1 * x0) + sin * dot * v2, theta, v0, v1, v2);
    }

    private void byAngle(int row, double slope, double theta, double v0, double v1, double v2) {
        double along = axis[row] * v0 + axis[row + 1] * v1 + axis[row + 2] * v2;
        double byAxis = slope - along / theta;
        axis[row] = axis[row] / theta + byAxis * v0;
        axis[row + 1] = axis[row + 1] / theta + byAxis * v1;
        axis[row + 2] = axis[row + 2] / theta + byAxis * v2;
    }

    /** The matrix of the cross product from the left, times a factor. */
    private static void cross(double[] matrix, double a0, double a1, double a2, double factor) {
        matrix[0] = 0;
        matrix[1] = -factor * a2;
        matrix[2] = factor * a1;
        matrix[3] = factor * a2;
        matrix[4] = 0;
        matrix[5] = -factor * a0;
        matrix[6] = -factor * a1;
        matrix[7] = factor * a0;
        matrix[8] = 0;
    }

    private static void addOuter(double[] matrix, double a0, double a1, double a2, double b0, double b1, double b2) {
        matrix[0] += a0 * b0;
        matrix[1] += a0 * b1;
        matrix[2] += a0 * b2;
        matrix[3] += a1 * b0;
        matrix[4] += a1 * b1;
        matrix[5] += a1 * b2;
        matrix[6] += a2 * b0;
        matrix[7] += a2 * b1;
        matrix[8] += a2 * b2;
    }
}
