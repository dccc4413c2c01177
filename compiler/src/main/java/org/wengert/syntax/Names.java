package org.wengert.syntax;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wengert.shaded.antlr.Token;
import org.wengert.source.Span;

/** The names of one program: in normal form C, one string for each, with where each stands first. */
final class Names {

    private final Map<String, String> normalForms = new HashMap<>();
    private final Map<String, Span> firstUses = new LinkedHashMap<>();

    Syntax.Name of(Token token) {
        Span span = Tokens.span(token);
        String text = normalForms.computeIfAbsent(
                token.getText(),
                written -> Normalizer.normalize(written, Normalizer.Form.NFC).intern());
        firstUses.putIfAbsent(text, span);
        return new Syntax.Name(text, span);
    }

    /** Warns of names that differ and look the same. */
    void compare(SyntaxErrors errors) {
        LookAlikes.check(firstUses, errors);
    }
}
