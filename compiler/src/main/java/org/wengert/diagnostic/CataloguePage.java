package org.wengert.diagnostic;

import java.util.Locale;
import org.wengert.diagnostic.Code.Example;
import org.wengert.diagnostic.Code.Stage;

/** From the catalogue to {@code docs/diagnostics.md}. */
final class CataloguePage {

    private CataloguePage() {}

    static String markdown() {
        StringBuilder page = new StringBuilder("# Diagnostics\n\n"
                + "Every message of the compiler has a code, in brackets at its end. This page is written from the"
                + " catalogue in the source (`Code`), and a test compares the two.\n");
        for (Stage stage : Stage.values()) {
            page.append("\n## ").append(title(stage)).append('\n');
            for (Code code : Code.values()) {
                page.append(code.stage() == stage ? section(code) : "");
            }
        }
        return page.toString();
    }

    private static String title(Stage stage) {
        return switch (stage) {
            case SOURCE -> "Files";
            case SYNTAX -> "Syntax";
            case ELABORATION -> "Meaning";
            case GENERATION -> "Generated code";
        };
    }

    private static String section(Code code) {
        String severity = code.severity().name().toLowerCase(Locale.ROOT);
        String explanation = code.explanation().isEmpty() ? "" : " " + code.explanation();
        return "\n### " + code.id() + "\n\n*" + severity + ".* " + code.summary() + explanation + "\n"
                + code.example().map(CataloguePage::example).orElse("");
    }

    private static String example(Example example) {
        return block("Wrong:", example.wrong()) + block("Mended:", example.right());
    }

    private static String block(String title, String program) {
        String shown = EchoedLine.visible(program.replace("\n", "\n    ")).replace("\u240a", "\n");
        return "\n" + title + "\n\n    " + shown + "\n";
    }
}
