package org.wengert.samples;

import java.util.Locale;
import org.wengert.samples.generated.Lecture;
import org.wengert.samples.generated.LogSqrt;

/** Value and gradient of the two examples with which a lecture on differentiation by machine begins. */
public final class LectureExamples {

    private LectureExamples() {}

    public static void main(String[] args) {
        double[] gradient = new double[2];
        double value = LogSqrt.gradient(2, 3, gradient);
        System.out.printf(
                Locale.ROOT,
                "y*log(x) + sqrt(y*log(x)) at (2, 3): %.15f, gradient (%.15f, %.15f)%n",
                value,
                gradient[0],
                gradient[1]);
        double[] slope = new double[1];
        double f = Lecture.gradient(0.75, slope);
        System.out.printf(
                Locale.ROOT,
                "sqrt(x^2 + exp(x^2)) + cos(x^2 + exp(x^2)) at 0.75: %.15f, slope %.15f backward, %.15f forward%n",
                f,
                slope[0],
                Lecture.tangent(0.75, 1));
    }
}
