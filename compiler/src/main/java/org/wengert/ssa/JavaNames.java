package org.wengert.ssa;

import javax.lang.model.SourceVersion;

/** Makes Java identifiers of names. */
public final class JavaNames {

    private JavaNames() {}

    /** {@code name} itself if Java takes it as an identifier, else the nearest thing that it takes. */
    public static String identifier(String name) {
        StringBuilder out = new StringBuilder();
        name.codePoints().forEach(c -> {
            boolean fits = out.isEmpty() ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
            if (fits && c != '$' && !Character.isIdentifierIgnorable(c)) {
                out.appendCodePoint(c);
            } else if (out.isEmpty() && Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c)) {
                out.append('_').appendCodePoint(c);
            } else {
                out.append('_');
            }
        });
        String identifier = out.toString();
        return SourceVersion.isKeyword(identifier) || identifier.isEmpty() || isContextual(identifier)
                ? identifier + "_"
                : identifier;
    }

    /** Words that Java restricts in some places: as names of types, mostly. */
    private static boolean isContextual(String name) {
        return switch (name) {
            case "var", "yield", "record", "sealed", "permits", "_" -> true;
            default -> false;
        };
    }
}
