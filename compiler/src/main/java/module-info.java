/** Compiles formulas and their derivatives to Java, and into the running JVM. */
@SuppressWarnings("module")
module org.wengert.compiler {
    // What evaluates programs does without it, and says so where it cannot.
    requires static java.compiler;
    requires static org.jspecify;
    requires org.wengert.grammar;
    requires org.wengert.runtime;
    requires org.wengert.shaded;

    exports org.wengert;
    exports org.wengert.diagnostic;
    exports org.wengert.source;
    // How it is made is for those that are made with it.
    exports org.wengert.codegen to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.differentiate to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.driver to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.elaborate to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.explain to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.formula to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.interpret to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.ir to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.load to
            org.wengert.cli;
    exports org.wengert.op to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.pass to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.product to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.rewrite to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.sparse to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.ssa to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
    exports org.wengert.syntax to
            org.wengert.check,
            org.wengert.cli,
            org.wengert.report;
}
