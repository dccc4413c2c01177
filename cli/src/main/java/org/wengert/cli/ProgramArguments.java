package org.wengert.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;
import org.wengert.syntax.Spellings;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options by which eval, explain and check are given one program. */
final class ProgramArguments {

    private static final String EXPRESSION_NAME = "f";

    /** More than any program may have, so that one that is too large is seen to be. */
    private static final int MOST_BYTES = 17 << 20;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The program; - reads it from standard input.")
    private @Nullable String file;

    @Option(
            names = {"-e", "--expression"},
            paramLabel = "EXPR",
            description = "The program itself: an expression, or definitions.")
    private @Nullable String expression;

    @Option(
            names = "--params",
            paramLabel = "NAMES",
            description = "The parameters of an expression in their order, such as x,y. They may be names of constants"
                    + " and built-ins, and need not all be used.")
    private @Nullable String params;

    @Option(
            names = "--with",
            paramLabel = "PARAMETERS",
            description =
                    "The parameters of an expression as a definition declares them, such as 'x: real[n], A: real[n,n]'.")
    private @Nullable String with;

    @Option(
            names = "--function",
            paramLabel = "NAME",
            description =
                    "The function that is meant; if not given, the last one that a derive clause names, or else the last one.")
    private @Nullable String function;

    boolean isGiven() {
        return file != null || expression != null;
    }

    Optional<String> functionName() {
        return Optional.ofNullable(function);
    }

    /** How messages call the program. */
    String name() {
        return expression != null ? "<expression>" : file == null || file.equals("-") ? "<stdin>" : file;
    }

    SourceText read(Console console) throws RequestException, UnreadableSourceException {
        if (expression != null && file != null) {
            throw new RequestException("wrong-usage", "a file and an expression are given; give one of them");
        }
        if (with != null) {
            return SourceText.of(name(), definition(with));
        }
        if (expression != null) {
            return SourceText.of(name(), expression);
        }
        if (file == null) {
            throw new RequestException(
                    "wrong-usage", "no program is given", Optional.of("name a file, or give an expression with -e"));
        }
        return file.equals("-") ? standardInput(console) : SourceText.read(path(file));
    }

    /** The expression as a definition, whose text messages show. */
    private String definition(String parameters) throws RequestException {
        if (expression == null || params != null) {
            throw new RequestException(
                    "wrong-usage",
                    expression == null
                            ? "--with declares the parameters of an expression, and there is none"
                            : "--with and --params are given; give one of them",
                    expression == null ? Optional.of("give the expression with -e") : Optional.empty());
        }
        if (parameters.isBlank() || !isBalanced(parameters)) {
            throw new RequestException(
                    "malformed-value",
                    "--with: '" + parameters + "' is no list of parameters",
                    Optional.of("declare each by its name and its shape: --with 'x: real[n], A: real[n,n], c'"));
        }
        return EXPRESSION_NAME + "(" + parameters.strip() + ") = " + expression;
    }

    /** Whether brackets close and nothing else than names, shapes and commas is there, so that no message is about what nobody wrote. */
    private static boolean isBalanced(String parameters) {
        int depth = 0;
        for (int i = 0; i < parameters.length() && depth >= 0; i++) {
            char c = parameters.charAt(i);
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
        }
        return depth == 0 && parameters.indexOf('\n') < 0 && parameters.indexOf('=') < 0 && parameters.indexOf('#') < 0;
    }

    private SourceText standardInput(Console console) throws RequestException, UnreadableSourceException {
        try {
            return SourceText.decode(name(), console.in().readNBytes(MOST_BYTES));
        } catch (IOException e) {
            throw new RequestException("unreadable-input", "standard input cannot be read: " + e.getMessage());
        }
    }

    static Path path(String file) throws RequestException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new RequestException("wrong-usage", "'" + file.replace('\0', '?') + "' is not a path");
        }
    }

    CompilerOptions options() throws RequestException {
        CompilerOptions options = expression != null || file == null || file.equals("-")
                ? CompilerOptions.named(EXPRESSION_NAME)
                : CompilerOptions.ofFile(path(file));
        return params == null ? options : options.withParameters(parameters(params));
    }

    private static List<String> parameters(String list) throws RequestException {
        List<String> names = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .toList();
        for (String name : names) {
            checkName(name);
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new RequestException("duplicate-name", "--params names a parameter twice");
        }
        return names;
    }

    /** A parameter is named as in a program. */
    static void checkName(String name) throws RequestException {
        boolean fits = !name.isEmpty()
                && (Character.isLetter(name.codePointAt(0)) || name.startsWith("_"))
                && name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
        if (!fits) {
            throw new RequestException("malformed-name", "'" + name + "' is not a name");
        }
    }

    /** The function {@code wanted}, or else the last one of those that derive clauses name, or of all, which the ones before it serve. */
    static CompiledFunction function(Compilation compilation, Optional<String> wanted) throws RequestException {
        List<CompiledFunction> all = compilation.functions();
        if (wanted.isEmpty()) {
            List<CompiledFunction> asked =
                    all.stream().filter(f -> !f.source().requests().isEmpty()).toList();
            List<CompiledFunction> meant = asked.isEmpty() ? all : asked;
            return meant.get(meant.size() - 1);
        }
        List<String> names = all.stream().map(CompiledFunction::name).toList();
        return compilation.function(wanted.get()).orElseThrow(() -> unknown(wanted.get(), names));
    }

    private static RequestException unknown(String wanted, List<String> names) {
        return new RequestException(
                "unknown-function",
                "no function '" + wanted + "' in the program",
                Spellings.closest(wanted, names)
                        .map(c -> "did you mean '" + c + "'?")
                        .or(() -> Optional.of("it defines " + String.join(", ", names))));
    }
}
