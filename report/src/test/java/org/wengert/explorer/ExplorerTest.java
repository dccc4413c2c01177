package org.wengert.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.driver.Compilation;
import org.wengert.report.Report;
import org.wengert.report.Samples;

@Timeout(60)
class ExplorerTest {

    private static Explorer explorer;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        explorer = Explorer.start(0, "x^2\n", "256m", 40);
    }

    @AfterAll
    static void stop() {
        explorer.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(explorer.address() + path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String program, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(explorer.address() + "report"))
                .POST(BodyPublishers.ofString(program));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void offersExamplesThatThePageEvaluates() throws Exception {
        assertThat(get("examples").body()).contains("Rosenbrock's valley");
        for (Example example : Example.ALL) {
            assertThat(example.program()).startsWith("# " + example.title() + "\n");
            Compilation compilation = Samples.compile(example.program());
            assertThat(compilation.diagnostics()).isEmpty();
            Report report = Samples.report(compilation);
            for (Report.Function function : report.functions()) {
                assertThat(function.lists()).as(example.title()).hasSize(4);
                assertThat(function.unsaid()).isEmpty();
            }
        }
    }

    @Test
    void servesThePageAndItsParts() throws Exception {
        assertThat(get("").body()).contains("<textarea", "script.js", "style.css");
        assertThat(get("script.js").body()).contains("function receive");
        assertThat(get("style.css").body()).contains("prefers-color-scheme");
        assertThat(get("program").body()).isEqualTo("x^2\n");
        assertThat(get("").headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(get("").headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    /** Otherwise four of them would keep the page from everybody else. */
    @Test
    void answersWhileOthersHaveSentHalfARequest() throws Exception {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), explorer.port());
                halves.add(socket);
                String head = "POST /report HTTP/1.1\r\nHost: 127.0.0.1:" + explorer.port()
                        + "\r\nContent-Length: 100\r\n\r\nx+";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            assertThat(get("program").body()).isEqualTo("x^2\n");
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @Test
    void answersWithReportsAndWithErrors() throws Exception {
        assertThat(post("x^2").body()).contains("\"signature\":\"f(x)\"", "\"problems\":[]");
        assertThat(post("x^2 +").body()).contains("\"functions\":[]", "\"column\":5", "expected an expression");
        assertThat(post("").body()).contains("\"error\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etc/passwd", "../pom.xml", "%2e%2e/pom.xml", "report", "style.css/", "script.js%00"})
    void knowsNoFiles(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void answersItsOwnPagesAlone() throws Exception {
        assertThat(post("x", "Origin", "http://example.org").statusCode()).isEqualTo(403);
        assertThat(post("x", "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(post("x", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(raw("GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"))
                .contains(" 403 ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + explorer.port() + "\r\nConnection: close\r\n\r\n"))
                .contains(" 200 ");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), explorer.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void refusesWhatIsTooLong() throws Exception {
        assertThat(post("x+".repeat(60_000) + "x").statusCode()).isEqualTo(413);
    }

    @Test
    void givesUpWhatTakesTooLongAndGoesOn() throws Exception {
        StringBuilder program = new StringBuilder("f(x) = {\n a_0 = x\n");
        for (int i = 1; i < 2000; i++) {
            program.append(" a_" + i + " = a_" + (i - 1) + " > 0 ? sin(a_" + (i - 1) + ") : x\n");
        }
        program.append(" return a_1999\n}\n");
        try (Workshop workshop = new Workshop("256m", 1)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 3; i++) {
                            workshop.answer(program.toString());
                        }
                    })
                    .isInstanceOf(Workshop.FailedException.class)
                    .hasMessage("compiling took more than 1 seconds and was given up");
        }
        assertThat(post("x^3").body()).contains("\"signature\":\"f(x)\"");
    }

    @Test
    void saysThatAPortIsTaken() {
        assertThatThrownBy(() -> Explorer.start(explorer.port(), "x")).isInstanceOf(BindException.class);
    }
}
