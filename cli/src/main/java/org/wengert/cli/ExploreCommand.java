package org.wengert.cli;

import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.wengert.explorer.Explorer;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wengert explore}. */
@Command(
        name = "explore",
        description = "Serves the report of explain --html with an editor, to this machine alone: graph, lists, Java,"
                + " values and errors follow what is typed. It reads no file but the one that it begins with, writes none,"
                + " and ends with Ctrl-C.")
final class ExploreCommand extends Task {

    private static final String BEGINNING = "y*log(x) + sqrt(y*log(x))\n";

    private static final int LARGEST_PORT = 65_535;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The program that the editor begins with.")
    private @Nullable String file;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8137",
            description = "Where to listen; 0 for any port that is free. ${DEFAULT-VALUE} if not given.")
    private int port;

    @Override
    int execute() throws RequestException {
        if (port < 0 || port > LARGEST_PORT) {
            throw new RequestException("wrong-usage", "--port: " + port + " is not a port");
        }
        String text;
        try {
            text = file == null
                    ? BEGINNING
                    : SourceText.read(ProgramArguments.path(file)).text();
        } catch (UnreadableSourceException e) {
            return unreadable(String.valueOf(file), e);
        }
        try (Explorer explorer = Explorer.start(port, text)) {
            Runtime.getRuntime().addShutdownHook(new Thread(explorer::close));
            console().out().println("exploring at " + explorer.address() + " (Ctrl-C ends it)");
            console().flush();
            new CountDownLatch(1).await();
            return Exit.FINE;
        } catch (BindException e) {
            throw new RequestException(
                    "port-taken",
                    "port " + port + " cannot be listened at: " + e.getMessage(),
                    Optional.of("choose another one with --port, or --port 0 for any that is free"));
        } catch (IOException e) {
            throw new RequestException("unwritable-output", "the explorer cannot be served: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.FINE;
        }
    }
}
