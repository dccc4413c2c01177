package org.wengert.formula;

import org.wengert.formula.Term.Known;
import org.wengert.ir.Shape;

/** Constants by the names that people know them by: pi, and logarithms and roots of small integers. */
final class Constants {

    private static final int MOST = 20;

    private Constants() {}

    static Term of(double value) {
        double size = Math.abs(value);
        if (size == Math.rint(size)) {
            return new Known(value);
        }
        for (int n = 1; n <= MOST; n++) {
            if (size == n * Math.PI) {
                return Products.of(new Known(Math.signum(value) * n), pi());
            }
            if (n > 1 && size == Math.log(n)) {
                return Products.of(new Known(Math.signum(value)), Calls.of("log", Shape.SCALAR, new Known(n)));
            }
            if (size == n / Math.sqrt(Math.PI)) {
                return Products.of(new Known(Math.signum(value) * n), Products.power(pi(), new Known(-0.5)));
            }
            if (size == Math.sqrt(n)) {
                return Products.of(new Known(Math.signum(value)), Products.power(new Known(n), new Known(0.5)));
            }
        }
        return new Known(value);
    }

    /** Not a name, which a parameter may have. */
    static Term pi() {
        return Calls.of("pi", Shape.SCALAR);
    }
}
