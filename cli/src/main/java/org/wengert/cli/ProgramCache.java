package org.wengert.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

/** Compiled programs by their text, the ones used last: many points of one formula cost one compilation. */
final class ProgramCache {

    private static final int MOST_PROGRAMS = 256;

    /** Derivatives of long programs are large: few of them are kept. */
    private static final long MOST_CHARACTERS = 1 << 20;

    private record Key(String program, Optional<List<String>> parameters) {}

    private final Map<Key, Compilation> compiled = new LinkedHashMap<>(64, 0.75f, true);
    private long characters;

    Compilation compile(SourceText source, CompilerOptions options) {
        Key key = new Key(source.text(), options.parameters());
        Compilation known = compiled.get(key);
        if (known != null) {
            return known;
        }
        Compilation fresh = Compiler.compile(source, options);
        compiled.put(key, fresh);
        characters += source.text().length();
        shrink();
        return fresh;
    }

    /** Leaves at least the newest. */
    private void shrink() {
        var eldest = compiled.entrySet().iterator();
        while (compiled.size() > 1 && (compiled.size() > MOST_PROGRAMS || characters > MOST_CHARACTERS)) {
            characters -= eldest.next().getKey().program().length();
            eldest.remove();
        }
    }
}
