/** The parser that ANTLR makes of the grammar. */
@SuppressWarnings("module")
module org.wengert.grammar {
    requires transitive org.wengert.shaded;

    exports org.wengert.grammar to
            org.wengert.compiler;
}
