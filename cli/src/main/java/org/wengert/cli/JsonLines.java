package org.wengert.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.cli.json.JsonException;
import org.wengert.cli.json.JsonReader;
import org.wengert.cli.json.JsonValue;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Severity;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.Position;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** Answers requests line by line; whatever a line holds, it gets one answer and the next line is read. */
final class JsonLines {

    /** What a request may take, so that one cannot hold up those behind it. */
    static final long SECONDS = 60;

    private static final String NAME = "f";

    private final Console console;
    private final Deadline deadline;
    private final JsonReader reader = new JsonReader();
    private final ProgramCache programs = new ProgramCache();

    /** What requests without a program are about. */
    private Optional<JsonRequest> bound = Optional.empty();

    /** The Java of what is bound, if it is to be compiled. */
    private Optional<CompiledCalls> compiled = Optional.empty();

    JsonLines(Console console, Deadline deadline) {
        this.console = console;
        this.deadline = deadline;
    }

    void run() throws RequestException {
        Lines lines = new Lines(console.in());
        try {
            for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().text().isBlank() || line.get().fault().isPresent()) {
                    console.out().print(text(line.get()) + "\n");
                    if (console.out().checkError()) { // flushes
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw new RequestException("unreadable-input", "standard input cannot be read: " + e.getMessage());
        }
    }

    /** An answer of many numbers is much longer as a text. */
    private String text(Lines.Line line) {
        try {
            return answer(line).toString();
        } catch (OutOfMemoryError e) {
            return error(Optional.empty(), "limit", "the answer does not fit into the memory")
                    .toString();
        }
    }

    private JsonValue answer(Lines.Line line) {
        if (line.fault().isPresent()) {
            return error(Optional.empty(), "malformed-json", line.fault().get());
        }
        try {
            return answer(reader.read(line.text()));
        } catch (JsonException e) {
            return error(e.id(), "malformed-json", e.getMessage());
        }
    }

    private JsonValue answer(Map<String, JsonValue> members) {
        Optional<JsonValue> id = Optional.ofNullable(members.get("id"));
        try {
            JsonRequest request = JsonRequest.of(members).with(bound);
            Compilation compilation = compile(request);
            if (!compilation.succeeded()) {
                return diagnostics(id, compilation);
            }
            Evaluation evaluation = new Evaluation(
                    ProgramArguments.function(compilation, request.function()),
                    request.at(),
                    request.derive(),
                    request.direction(),
                    request.cotangent(),
                    (seed, name, isNumber) -> '"' + seed + "\": {\"" + name + "\": " + (isNumber ? "1" : "[...]") + "}",
                    request.isCompiled() && !request.isBinding() ? compiled : Optional.empty());
            return request.isBinding() ? bind(id, request, compilation, evaluation) : results(id, evaluation);
        } catch (RequestException e) {
            return error(id, e.code(), e.whole());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            return error(id, "internal", "a bug of the compiler: " + e);
        }
    }

    private Compilation compile(JsonRequest request) {
        String name = request.isExpression() ? "<expression>" : "<source>";
        CompilerOptions options = CompilerOptions.named(NAME);
        return programs.compile(
                SourceText.of(name, request.program().orElseThrow()),
                request.parameters().map(options::withParameters).orElse(options));
    }

    /** Keeps a request for those behind it, and says what these have to give. */
    private JsonValue bind(Optional<JsonValue> id, JsonRequest request, Compilation compilation, Evaluation evaluation)
            throws RequestException {
        List<JsonValue> missing =
                evaluation.missing().stream().map(JsonValue::of).toList();
        compiled = request.isCompiled() ? Optional.of(new CompiledCalls(compilation)) : Optional.empty();
        bound = Optional.of(request);
        Map<String, JsonValue> about = new LinkedHashMap<>();
        about.put("function", JsonValue.of(evaluation.function().name()));
        about.put("missing", new JsonValue.Items(missing));
        Map<String, JsonValue> answer = begin(id);
        answer.put("bound", new JsonValue.Members(about));
        return new JsonValue.Members(answer);
    }

    private JsonValue results(Optional<JsonValue> id, Evaluation evaluation) throws RequestException {
        Map<String, JsonValue> answer = begin(id);
        deadline.evaluate(evaluation::run, () -> {}).forEach((product, result) -> answer.put(product, result.json()));
        return new JsonValue.Members(answer);
    }

    private static Map<String, JsonValue> begin(Optional<JsonValue> id) {
        Map<String, JsonValue> answer = new LinkedHashMap<>();
        id.ifPresent(value -> answer.put("id", value));
        return answer;
    }

    /** The first error, for those who show one, and all of them. */
    private static JsonValue diagnostics(Optional<JsonValue> id, Compilation compilation) {
        List<JsonValue> errors = compilation.diagnostics().stream()
                .filter(d -> d.code().severity() == Severity.ERROR)
                .map(d -> error(compilation.source(), d))
                .toList();
        Map<String, JsonValue> answer = begin(id);
        answer.put("error", errors.get(0));
        answer.put("errors", new JsonValue.Items(errors));
        return new JsonValue.Members(answer);
    }

    private static JsonValue error(SourceText source, Diagnostic diagnostic) {
        Map<String, JsonValue> error = new LinkedHashMap<>();
        error.put("code", JsonValue.of(diagnostic.code().id()));
        error.put(
                "message",
                JsonValue.of(diagnostic.message()
                        + diagnostic.hint().map(h -> "; " + h).orElse("")));
        if (!diagnostic.span().equals(Span.NONE)) {
            Position place = source.position(diagnostic.span().start());
            error.put("line", JsonValue.of(place.line()));
            error.put("column", JsonValue.of(place.column()));
        }
        return new JsonValue.Members(error);
    }

    private static JsonValue error(Optional<JsonValue> id, String code, String message) {
        Map<String, JsonValue> error = new LinkedHashMap<>();
        error.put("code", JsonValue.of(code));
        error.put("message", JsonValue.of(message));
        Map<String, JsonValue> answer = begin(id);
        answer.put("error", new JsonValue.Members(error));
        return new JsonValue.Members(answer);
    }
}
