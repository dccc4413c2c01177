package org.wengert.diagnostic;

import java.util.Optional;
import org.wengert.source.Span;

/**
 * One thing to tell the user about a program.
 *
 * @param code the entry of the catalogue
 * @param span where in the source
 * @param message what is wrong, in the user's terms, in one line
 * @param hint how to mend it, where that can be told
 */
public record Diagnostic(Code code, Span span, String message, Optional<String> hint) {}
