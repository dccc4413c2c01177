/** Holds derivatives to differences in many digits, and writes the numbers of emitted tests. */
@SuppressWarnings({"module", "requires-automatic"})
module org.wengert.check {
    requires static org.jspecify;
    requires org.apfloat;
    requires org.wengert.compiler;

    exports org.wengert.check to
            org.wengert.cli;
}
