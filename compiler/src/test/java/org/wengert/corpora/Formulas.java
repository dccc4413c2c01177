package org.wengert.corpora;

import java.util.ArrayList;
import java.util.List;

/** The formulas of corpora as texts, for tests that compile them otherwise. */
public final class Formulas {

    private Formulas() {}

    /** A formula with its variables in their order. */
    public record Formula(String id, String text, List<String> variables) {}

    /** The formulas of {@code corpus}, of which hs has several expressions and gives its objectives. */
    public static List<Formula> of(String corpus) {
        List<Formula> formulas = new ArrayList<>();
        for (Json line : Json.corpus(corpus)) {
            String text = line.text(corpus.equals("hs") ? "objective" : "expr");
            formulas.add(new Formula(corpus + " " + line.text("id"), Subject.language(text), line.texts("vars")));
        }
        return formulas;
    }

    /** The programs of {@code corpus}, which says at which points what comes out. */
    public static List<String> programs(String corpus) {
        return Json.corpus(corpus).stream().map(line -> line.text("program")).toList();
    }

    /** So many formulas of the corpora, spread over each of them. */
    public static List<Formula> spread(int count, String... corpora) {
        List<Formula> all = new ArrayList<>();
        for (int c = 0; c < corpora.length; c++) {
            List<Formula> formulas = of(corpora[c]);
            int share = count * (c + 1) / corpora.length - count * c / corpora.length;
            for (int k = 0; k < share; k++) {
                all.add(formulas.get((int) ((long) k * formulas.size() / share)));
            }
        }
        return all;
    }
}
