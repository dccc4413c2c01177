package org.wengert.explorer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.wengert.report.JsonText;
import org.wengert.report.Page;

/**
 * Serves the page with an editor on the loopback address. It answers six requests and knows no files; only pages that it
 * served itself may ask.
 */
public final class Explorer implements AutoCloseable {

    private static final int LARGEST_PROGRAM = 100_000;
    private static final int LARGEST_PASSED_OVER = 10_000_000;

    /** Many more than a browser has: whoever sends half a request has one until its time is up. */
    private static final int THREADS = 64;

    /** The seconds in which the JDK's server wants to have a request. */
    private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService threads = pool();
    private final Workshop workshop;
    private final String program;

    private Explorer(HttpServer server, Workshop workshop, String program) {
        this.server = server;
        this.workshop = workshop;
        this.program = program;
    }

    /**
     * Begins to serve.
     *
     * @param port 0 for any that is free
     * @param program that the editor begins with
     * @throws BindException if the port is taken
     */
    public static Explorer start(int port, String program) throws IOException {
        return start(port, program, "768m", 10);
    }

    static Explorer start(int port, String program, String memory, long seconds) throws IOException {
        if (System.getProperty(REQUEST_TIME) == null) {
            System.setProperty(REQUEST_TIME, "5");
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), THREADS);
        Explorer explorer = new Explorer(server, new Workshop(memory, seconds), program);
        server.createContext("/", explorer::handle);
        server.setExecutor(explorer.threads);
        server.start();
        return explorer;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Threads that are made when they are needed, and go when they are not. */
    private static ExecutorService pool() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Where to look. */
    public String address() {
        return "http://127.0.0.1:" + port() + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isOurs(exchange)) {
                send(exchange, 403, "text/plain", "this explorer answers pages of its own alone\n");
                return;
            }
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            switch (method + " " + path) {
                case "GET /" -> send(exchange, 200, "text/html", Page.explorer());
                case "GET /style.css" -> send(exchange, 200, "text/css", Page.style());
                case "GET /script.js" -> send(exchange, 200, "text/javascript", Page.explorerScript());
                case "GET /examples" -> json(exchange, 200, JsonText.of(Example.ALL));
                case "GET /program" -> send(exchange, 200, "text/plain", program);
                case "POST /report" -> report(exchange);
                default -> send(exchange, 404, "text/plain", "there is nothing here\n");
            }
        }
    }

    /**
     * Whether a request comes from a page of this server: another name that leads to this machine is in its Host, another page
     * in its Origin.
     */
    private boolean isOurs(HttpExchange exchange) {
        Set<String> hosts = Set.of("127.0.0.1:" + port(), "localhost:" + port());
        Optional<String> host = header(exchange, "Host");
        Optional<String> origin = header(exchange, "Origin");
        boolean sameSite = header(exchange, "Sec-Fetch-Site")
                .map(site -> site.equals("same-origin") || site.equals("none"))
                .orElse(true);
        return host.isPresent()
                && hosts.contains(host.get())
                && origin.map(o -> o.equals("http://" + host.get())).orElse(true)
                && sameSite;
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).map(h -> h.toLowerCase(Locale.ROOT));
    }

    private void report(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(LARGEST_PROGRAM + 1);
            passOver(in);
        }
        if (body.length > LARGEST_PROGRAM) {
            json(exchange, 413, Worker.failure("a program here has at most " + LARGEST_PROGRAM + " bytes"));
            return;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            json(exchange, 400, Worker.failure("the program is not in UTF-8"));
            return;
        }
        try {
            json(exchange, 200, workshop.answer(text));
        } catch (Workshop.FailedException e) {
            json(exchange, 200, Worker.failure(String.valueOf(e.getMessage())));
        }
    }

    /** A client hears of a refusal when it has been heard; what is skipped would be read beyond the end of the request. */
    private static void passOver(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int left = LARGEST_PASSED_OVER;
        int read = in.read(buffer);
        while (read > 0 && left > 0) {
            left -= read;
            read = in.read(buffer);
        }
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "application/json", text);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        workshop.close();
    }
}
