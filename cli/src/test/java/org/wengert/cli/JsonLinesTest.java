package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.cli.json.JsonException;
import org.wengert.cli.json.JsonReader;
import org.wengert.cli.json.JsonValue;

final class JsonLinesTest {

    private static String answer(String line) {
        Run run = Run.withInput(line + "\n", "eval", "--jsonl");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out().stripTrailing();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":1,"expression":"x^2*y","at":{"x":2,"y":3},"derive":["value","gradient","hessian"]} | {"id":1,"value":12,"gradient":{"x":12,"y":4},"hessian":{"x":{"x":6,"y":4},"y":{"x":4,"y":0}}}
            {"id":"a","expression":"x","at":{"x":0.1}} | {"id":"a","value":0.1,"gradient":{"x":1}}
            {"id":[1,{"b":null}],"expression":"x","at":{"x":-0.0},"derive":["value"]} | {"id":[1,{"b":null}],"value":-0.0}
            {"id":1.50e3,"expression":"3","derive":["value"]} | {"id":1.50e3,"value":3}
            {"expression":"x","at":{"x":"NaN"},"derive":["value"]} | {"value":"NaN"}
            {"expression":"-x","at":{"x":"Infinity"},"derive":["value"]} | {"value":"-Infinity"}
            {"expression":"x","at":{"x":9007199254740993},"derive":["value"]} | {"value":9.007199254740992e15}
            {"source":"f(x,y)={\\n a = x*y\\n return a, x}","at":{"x":2,"y":3},"derive":["value","jacobian"]} | {"value":{"a":6,"x":2},"jacobian":{"a":{"x":3,"y":2},"x":{"x":1,"y":0}}}
            {"source":"f(x,y)={\\n a = x*y\\n return a, x}","at":{"x":2,"y":3},"derive":["hessian"]} | {"hessian":{"a":{"x":{"x":0,"y":1},"y":{"x":1,"y":0}},"x":{"x":{"x":0,"y":0},"y":{"x":0,"y":0}}}}
            {"source":"g(x) = 2*x\\nf(x) = g(x)^2","function":"g","at":{"x":3}} | {"value":6,"gradient":{"x":2}}
            {"expression":"x*y","at":{"x":2,"y":3},"derive":["jacobian"]} | {"jacobian":{"x":3,"y":2}}
            {"expression":"x*y","at":{"x":2,"y":3},"derive":["tangent","hvp"],"direction":{"x":1}} | {"tangent":3,"hvp":{"x":0,"y":1}}
            {"expression":"x*y","at":{"x":2,"y":3},"derive":["adjoint"],"cotangent":{"f":2}} | {"adjoint":{"x":6,"y":4}}
            {"expression":"e*gamma","parameters":["gamma","e","z"],"at":{"e":2,"gamma":3,"z":0}} | {"value":6,"gradient":{"gamma":2,"e":3,"z":0}}
            {"id":7,"expression":"x","at":{}} | {"id":7,"error":{"code":"missing-value","message":"no value for x; 'f' is a function of x"}}
            {"id":7,"expression":"x","at":{"x":1e999}} | {"id":7,"error":{"code":"malformed-request","message":"\\"at\\": the value of \\"x\\" is beyond the largest double; infinity is the string \\"Infinity\\""}}
            {"id":7,"at":{"x":1}} | {"id":7,"error":{"code":"malformed-request","message":"a request has one of \\"expression\\" and \\"source\\"; or it comes behind one that binds a program"}}
            {"id":7,"expression":5} | {"id":7,"error":{"code":"malformed-request","message":"\\"expression\\" is not a string"}}
            {"id":7,"expresion":"x"} | {"id":7,"error":{"code":"malformed-request","message":"a request has no \\"expresion\\"; did you mean \\"expression\\"?"}}
            {"id":7,"id":8} | {"id":7,"error":{"code":"malformed-json","message":"the name \\"id\\" is given twice (column 14)"}}
            [] | {"error":{"code":"malformed-json","message":"a request is a JSON object, such as {\\"expression\\":\\"x^2\\",\\"at\\":{\\"x\\":3}}"}}
            """)
    void answers(String request, String answer) {
        assertThat(answer(request)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"source":"f(x: real[n], A: real[m,n], k: int) = dot(x, x)*sum(A)*k","at":{"x":[1,2],"A":[[1,2],[3,4],[0,0.5]],"k":2},"derive":["value","gradient"]} | {"value":105,"gradient":{"x":[42,84],"A":[[10,10],[10,10],[10,10]]}}
            {"source":"f(x: real[n], c) = c*dot(x, x)","at":{"x":[1,2],"c":3},"derive":["hessian"]} | {"hessian":{"x":{"x":[[6,0],[0,6]],"c":[2,4]},"c":{"x":[2,4],"c":0}}}
            {"source":"f(x: real[n], c) = c*dot(x, x)","at":{"x":[1,2],"c":3},"derive":["hvp(x)","tangent"],"direction":{"x":[1,0]}} | {"hvp":{"x":[6,0]},"tangent":6}
            {"source":"f(A: real[n,m], x: real[m]) = A*x","at":{"A":[[1,2]],"x":[3,4]},"derive":["jacobian"]} | {"jacobian":{"A":[[[3,4]]],"x":[[1,2]]}}
            {"source":"f(x: real[n], c) = {\\n y = c*x\\n return sum(y), y}","at":{"x":[1,2],"c":3},"derive":["value","jacobian"]} | {"value":{"f1":9,"y":[3,6]},"jacobian":{"f1":{"x":[3,3],"c":3},"y":{"x":[[3,0],[0,3]],"c":[1,2]}}}
            {"source":"f(A: real[n,m], x: real[m]) = A*x","at":{"A":[[1,2]],"x":[3,4]},"derive":["adjoint"],"cotangent":{"f":[2]}} | {"adjoint":{"A":[[6,8]],"x":[2,4]}}
            {"source":"f(A: real[n,m], x: real[m]) = A*x","at":{"A":[],"x":[3,4]},"derive":["value","adjoint"],"cotangent":{"f":[]}} | {"value":[],"adjoint":{"A":[],"x":[0,0]}}
            {"source":"f(A: real[n,m]) = A'","at":{"A":[[],[]]},"derive":["value"]} | {"value":[]}
            {"source":"f(A: real[n,m]) = 2*A","at":{"A":[[],[]]},"derive":["value"]} | {"value":[[],[]]}
            {"source":"f(x: real[n]) = x","at":{"x":["NaN","-Infinity",0.1,-0.0]},"derive":["value"]} | {"value":["NaN","-Infinity",0.1,-0.0]}
            {"source":"f(x: real[n]) = x","at":{"x":[1]},"id":1} | {"id":1,"value":[1]}
            {"source":"f(x: real[n], y: real[n]) = x","at":{"x":[1],"y":[1,2]}} | {"error":{"code":"size-mismatch","message":"size n: x has 1 element, y has 2 elements"}}
            {"source":"f(A: real[n,n]) = A","at":{"A":[[1,2],[3]]}} | {"error":{"code":"ragged-array","message":"\\"at\\": A[1] has 1 element, those before it 2"}}
            {"source":"f(A: real[n,n]) = A","at":{"A":[[1,2],3]}} | {"error":{"code":"ragged-array","message":"\\"at\\": A[1] is a number, those before it are arrays"}}
            {"source":"f(A: real[n,n]) = A","at":{"A":[1,null]}} | {"error":{"code":"malformed-request","message":"\\"at\\": the value of \\"A[1]\\" is not a number; a number, or \\"NaN\\", \\"Infinity\\", \\"-Infinity\\""}}
            {"source":"f(A: real[n,n]) = A","at":{"A":{}}} | {"error":{"code":"malformed-request","message":"\\"at\\": the value of \\"A\\" is not a number; a number, or \\"NaN\\", \\"Infinity\\", \\"-Infinity\\""}}
            {"source":"f(x: real[n], k: int) = x[k]","at":{"x":[1],"k":0.5}} | {"error":{"code":"not-an-integer","message":"k is an integer of 32 bits, and is given 0.5"}}
            {"source":"f(x: real[n]) = exp(x)","at":{"x":[1]},"derive":["hessian"]} | {"hessian":{"x":{"x":[[[2.718281828459045]]]}}}
            {"source":"f(x: real[n]) = sum(x)","at":{"x":[1]},"derive":["tangent"],"direction":{"x":[1,2]}} | {"error":{"code":"size-mismatch","message":"the direction of x is [2], x is [1]"}}
            """)
    void answersWithArrays(String request, String answer) {
        assertThat(answer(request)).isEqualTo(answer);
    }

    /** Data is sent once; then points alone, each with what else it wants. */
    @Test
    void bindsProgramsAndData() {
        String requests = """
                {"id":1,"bind":{"source":"f(X: real[n,m], y: real[n], w: real[m]) = {\\n r = X*w - y\\n return dot(r, r)/n\\n}\\nderive f: gradient(w)","at":{"X":[[1,2],[3,4]],"y":[1,2]}}}
                {"id":2,"at":{"w":[1,2]}}
                {"at":{"w":[1,2]},"derive":["value"]}
                {"at":{"w":[1,2]},"derive":["hvp(w)"],"direction":{"w":[1,0]}}
                {"at":{"w":[1,2,3]}}
                {"expression":"x","at":{"x":1},"derive":["value"]}
                {"at":{"w":[0,0],"y":[0,0]},"derive":["value"]}
                {"bind":{"source":"f(x) = "}}
                {"bind":{"expression":"x","at":{"z":1}}}
                {"bind":{"at":{"z":1}}}
                {"bind":{"expression":"x"},"at":{"z":1}}
                {"bind":3}
                {"bind":{"expression":"x*y","id":3}}
                {"bind":{"expression":"x*y","derive":["grad"]}}
                {"at":{"w":[0,0]},"derive":["value"]}
                {"bind":{"expression":"x*y","derive":["gradient"],"parameters":["y","x"]}}
                {"at":{"y":1,"x":3}}
                {"at":{"y":1,"x":3},"parameters":["x"]}
                """;
        Run run = Run.withInput(requests, "eval", "--jsonl");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                {"id":1,"bound":{"function":"f","missing":["w"]}}
                {"id":2,"value":48.5,"gradient":{"w":[31,44]}}
                {"value":48.5}
                {"hvp":{"w":[10,14]}}
                {"error":{"code":"size-mismatch","message":"size m: X has 2 columns, w has 3 elements"}}
                {"value":1}
                {"value":0}
                {"error":{"code":"unexpected","message":"expected an expression after '=', found the end of the file","line":1,"column":6},"errors":[{"code":"unexpected","message":"expected an expression after '=', found the end of the file","line":1,"column":6}]}
                {"error":{"code":"unknown-parameter","message":"'f' has no parameter 'z'; its parameter is x"}}
                {"error":{"code":"malformed-request","message":"a request has one of \\"expression\\" and \\"source\\""}}
                {"error":{"code":"malformed-request","message":"beside \\"bind\\" there is \\"at\\"; what is bound stands inside: {\\"bind\\": {\\"source\\": ..., \\"at\\": {...}}}"}}
                {"error":{"code":"malformed-request","message":"\\"bind\\" is not an object"}}
                {"error":{"code":"malformed-request","message":"\\"id\\" stands in \\"bind\\""}}
                {"error":{"code":"unknown-product","message":"no derivative product 'grad'; products are value, tangent, adjoint, gradient, jacobian, hessian, hvp, taylor(4), ode(20), tangent ode(20), sparse jacobian, sparse hessian"}}
                {"value":2.5}
                {"bound":{"function":"f","missing":["y","x"]}}
                {"gradient":{"y":3,"x":1}}
                {"error":{"code":"malformed-request","message":"\\"parameters\\" stands without the expression that it is for"}}
                """);
        assertThat(answer("{\"at\":{\"w\":[0,0]}}"))
                .contains(
                        "a request has one of \\\"expression\\\" and \\\"source\\\"; or it comes behind one that binds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "source":"f(x: real[n], A: real[m,n], k: int) = dot(x, x)*sum(A)*k","at":{"x":[1,2],"A":[[1,2],[3,4],[0,0.5]],"k":2},"derive":["value","gradient"]
            "source":"f(x: real[n], c) = c*dot(x, x)","at":{"x":[1,2],"c":3},"derive":["hessian"]
            "source":"f(x: real[n], c) = c*dot(x, x)","at":{"x":[1,2],"c":3},"derive":["value","hvp(x)","gradient(c)","gradient(x)"],"direction":{"x":[1,0]}
            "source":"f(A: real[n,m], x: real[m]) = A*x","at":{"A":[[1,2]],"x":[3,4]},"derive":["value","jacobian","hessian(x)"]
            "source":"f(x: real[n], c) = {\\n y = c*x\\n return sum(y), y}","at":{"x":[1,2],"c":3},"derive":["value","jacobian","tangent"],"direction":{"c":1}
            "source":"f(A: real[n,m], x: real[m]) = A*x","at":{"A":[],"x":[3,4]},"derive":["value","adjoint"],"cotangent":{"f":[]}
            "source":"g(x) = exp(x)\\nf(x: real[n]) = sum(g(x[i]) for i in 0:n)\\nderive f: value, gradient\\nderive g: value","at":{"x":[1,"-Infinity"]}
            "source":"g(x) = exp(x)\\nf(x: real[n]) = sum(g(x[i]) for i in 0:n)","function":"g","at":{"x":1}
            "expression":"x^2*y","at":{"x":2,"y":3},"derive":["value","hessian"]
            "source":"f(x, y) = x*y + sum(x*k for k in 0:3)","at":{"x":2,"y":3}
            """)
    void answersTheSameFromCompiledJava(String request) {
        String interpreted = answer("{" + request + "}");
        assertThat(interpreted).doesNotContain("error");
        Run run = Run.withInput("{\"bind\":{\"compile\":true," + request + "}}\n{}\n", "eval", "--jsonl");
        assertThat(run.out().lines().skip(1)).containsExactly(interpreted);
    }

    @Test
    void compilesOnceAndTakesOtherSizes() {
        String source = "f(x: real[n], k: int) = sum(x)^k";
        Run run = Run.withInput("""
                {"bind":{"source":"%s","compile":true,"at":{"k":2},"derive":["gradient(x)"]}}
                {"at":{"x":[1,2]}}
                {"at":{"x":[1,2,3]}}
                {"at":{"x":[1,2,3],"k":3}}
                {"at":{"x":[1,2]},"derive":["value"]}
                {"at":{"x":1}}
                {"source":"%s","at":{"x":[1],"k":2},"derive":["value"]}
                {"at":{"x":[5]}}
                {"compile":true,"at":{"x":[5]}}
                {"bind":{"source":"f(x) = x","compile":1}}
                """.formatted(source, source), "eval", "--jsonl");
        assertThat(run.out()).isEqualTo("""
                {"bound":{"function":"f","missing":["x"]}}
                {"gradient":{"x":[6,6]}}
                {"gradient":{"x":[12,12,12]}}
                {"gradient":{"x":[108,108,108]}}
                {"value":9}
                {"error":{"code":"size-mismatch","message":"x is [n], and is given a number"}}
                {"value":1}
                {"gradient":{"x":[10]}}
                {"error":{"code":"malformed-request","message":"\\"compile\\" stands outside of \\"bind\\"; compiling takes longer than one evaluation: {\\"bind\\": {\\"compile\\": true, ...}}"}}
                {"error":{"code":"malformed-request","message":"\\"compile\\" is neither true nor false"}}
                """);
    }

    @Test
    void givesTheLineAndColumnOfAnErrorInTheProgram() {
        assertThat(answer("{\"id\":3,\"expression\":\"x +\\n* 2\",\"at\":{\"x\":1}}"))
                .startsWith("{\"id\":3,\"error\":{\"code\":\"")
                .contains("\"line\":2,\"column\":1}");
    }

    @Test
    void answersTheLineAfterOneThatIsMalformed() {
        String deep = "{\"id\":2,\"at\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        String input = "{\"id\":1,\n\n  \n" + deep + "\n{\"expression\":\"x\",\"at\":{\"x\":4},\"derive\":[\"value\"]}";
        String[] answers = Run.withInput(input, "eval", "--jsonl").out().split("\n");
        assertThat(answers).hasSize(3);
        assertThat(answers[0]).startsWith("{\"id\":1,\"error\":{\"code\":\"malformed-json\"");
        assertThat(answers[1]).startsWith("{\"id\":2,\"error\":{\"code\":\"malformed-json\"");
        assertThat(answers[2]).isEqualTo("{\"value\":4}");
    }

    @Test
    void outlivesALineThatIsTooLongAndOneThatIsNotUtf8() {
        byte[] input = new byte[(17 << 20) + 3];
        java.util.Arrays.fill(input, (byte) 'x');
        input[17 << 20] = '\n';
        input[(17 << 20) + 1] = (byte) 0xff;
        input[(17 << 20) + 2] = '\n';
        assertThat(Run.withInput(input, "eval", "--jsonl").out()).isEqualTo("""
                        {"error":{"code":"malformed-json","message":"the line is longer than 16 MB"}}
                        {"error":{"code":"malformed-json","message":"the line is not UTF-8"}}
                        """);
    }

    @Test
    void roundTripsEveryDouble() throws JsonException {
        Random random = new Random(1);
        JsonReader reader = new JsonReader();
        for (int i = 0; i < 2_000; i++) {
            double x = Double.longBitsToDouble(random.nextLong());
            JsonValue read = reader.read(new JsonValue.Members(Map.of("x", JsonValue.of(x))).toString())
                    .getOrDefault("x", JsonValue.NULL);
            String text = read instanceof JsonValue.Text t ? t.value() : read.toString();
            assertThat(Double.doubleToLongBits(Double.parseDouble(text))).isEqualTo(Double.doubleToLongBits(x));
        }
    }

    /** Garbage made of the pieces of requests, so that much of it gets past the first check. */
    @Test
    void answersEveryLineOfFiveThousandRandomOnes() throws JsonException {
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\"id\"",
            "\"expression\"",
            "\"at\"",
            "\"x\"",
            "\"x^2\"",
            "1",
            "-",
            "1e5",
            "null",
            "true",
            "\\u0000",
            "é",
            "{\"id\":1,\"expression\":\"",
            "x*",
            "(",
            ")",
            "log",
            "\",\"at\":{\"x\":1}}",
            "diff(",
            " ",
            "\\n",
            "\"derive\":[\"hessian\"]",
            "∂"
        };
        Random random = new Random(20);
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder line = new StringBuilder("?");
            for (int k = random.nextInt(12); k >= 0; k--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }
            input.append(random.nextBoolean() ? line.substring(1) + "}" : line).append('\n');
        }
        Run run = Run.withInput(input.toString().getBytes(StandardCharsets.UTF_8), "eval", "--jsonl");
        String[] answers = run.out().split("\n");
        assertThat(answers).hasSize(5_000);
        for (String answer : answers) {
            assertThat(new JsonReader().read(answer)).isNotEmpty();
            assertThat(answer).doesNotContain("\"internal\"");
        }
    }

    @Test
    void reportsAllErrorsOfAProgram() {
        Run run = Run.withInput("{\"id\":1,\"expression\":\"sinn(x) + (x ? 1 : 2)\"}\n", "eval", "--jsonl");
        assertThat(run.out())
                .startsWith("{\"id\":1,\"error\":{\"code\":\"unknown-name\",")
                .contains(",\"errors\":[{\"code\":\"unknown-name\",", "},{\"code\":\"type-mismatch\",");
    }
}
