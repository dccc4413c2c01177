package org.example;

public final class TestCaller {

    private TestCaller() {}

    public static double call() {
        return Square.value(3);
    }
}
