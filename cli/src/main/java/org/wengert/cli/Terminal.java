package org.wengert.cli;

/** Whether somebody is looking. */
final class Terminal {

    private Terminal() {}

    /** A JVM from 22 on has a console without a terminal too, and can say so. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isThere() {
        java.io.Console console = System.console();
        try {
            return console != null
                    && Boolean.TRUE.equals(
                            java.io.Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
