package org.wengert.benchmarks.derivatives;

/** Where the character model is evaluated. */
final class LstmInputs {

    final int L;

    final int b;

    final int c;

    /** Weights and biases of the layers, L by 2 by 4 by b. */
    final double[] main;

    /** 3 by b. */
    final double[] extra;

    /** Hidden state and cell of the layers, L by 2 by b. */
    final double[] state;

    /** Bits of the characters, c by b. */
    final double[] text;

    LstmInputs(int L, int b, int c, double[] main, double[] extra, double[] state, double[] text) {
        this.L = L;
        this.b = b;
        this.c = c;
        this.main = main;
        this.extra = extra;
        this.state = state;
        this.text = text;
    }

    /** Inputs in the format of ADBench. */
    static LstmInputs read(String name) {
        NumberFile file = NumberFile.open(name);
        int L = file.integer();
        int c = file.integer();
        int b = file.integer();
        return new LstmInputs(
                L, b, c, file.reals(L * 8 * b), file.reals(3 * b), file.reals(L * 2 * b), file.reals(c * b));
    }
}
