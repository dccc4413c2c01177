package org.wengert.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page that shows a report: one file that loads nothing, or the parts that an explorer serves. */
public final class Page {

    private static final String HEAD = "<!--head-->";
    private static final String BODY = "<!--body-->";

    private Page() {}

    /** The report as one file. What authors wrote is in it as data alone. */
    public static String file(Report report) {
        String style = style();
        String script = script();
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hash(style)
                + "; script-src " + hash(script);
        String head = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n<style>" + style
                + "</style>";
        String body = "<script type=\"application/json\" id=\"report\">" + JsonText.inPage(report)
                + "</script>\n<script>" + script + "</script>";
        return resource("page.html").replace(HEAD, head).replace(BODY, body);
    }

    /** The page with a program to edit, which asks where it comes from for {@code style.css} and {@code script.js}. */
    public static String explorer() {
        return resource("page.html")
                .replace(HEAD, "<link rel=\"stylesheet\" href=\"style.css\">\n<link rel=\"icon\" href=\"data:,\">")
                .replace(BODY, "<script src=\"script.js\"></script>");
    }

    /** The style of the page. */
    public static String style() {
        return resource("page.css");
    }

    /** The script of the page. */
    public static String script() {
        return resource("evaluate.js") + resource("page.js");
    }

    /** The script of the page with a program to edit. */
    public static String explorerScript() {
        return script() + resource("explorer.js");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("bug: no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
