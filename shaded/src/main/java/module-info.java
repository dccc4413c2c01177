/** ANTLR's runtime, ASM and JavaPoet in packages of their own, so that no other version of them matters. */
@SuppressWarnings("module")
module org.wengert.shaded {
    // What writes Java needs it; what evaluates programs does not.
    requires static java.compiler;

    exports org.wengert.shaded.antlr to
            org.wengert.compiler,
            org.wengert.grammar;
    exports org.wengert.shaded.antlr.atn to
            org.wengert.compiler,
            org.wengert.grammar;
    exports org.wengert.shaded.antlr.dfa to
            org.wengert.compiler,
            org.wengert.grammar;
    exports org.wengert.shaded.antlr.misc to
            org.wengert.compiler,
            org.wengert.grammar;
    exports org.wengert.shaded.antlr.tree to
            org.wengert.compiler,
            org.wengert.grammar;
    exports org.wengert.shaded.asm to
            org.wengert.compiler;
    exports org.wengert.shaded.javapoet to
            org.wengert.compiler;
}
