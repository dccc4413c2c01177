package org.wengert.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.wengert.source.BigStack;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command. */
public final class Main {

    /** By the beginning of the names of their classes. */
    private static final Map<String, String> MODULES = Map.of(
            "javax.lang.model.", "java.compiler",
            "javax.tools.", "java.compiler",
            "org.xml.sax.", "java.xml",
            "org.w3c.dom.", "java.xml",
            "com.sun.net.httpserver.", "jdk.httpserver",
            "java.util.logging.", "java.logging");

    private Main() {}

    public static void main(String[] args) {
        int exit = run(
                args, System.in, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        System.exit(exit);
    }

    /** Runs the command as a shell would, and answers its exit code. */
    public static int run(String[] args, InputStream in, OutputStream out, OutputStream err) {
        Console console = Console.of(in, new BufferedOutputStream(out, 1 << 16), err);
        int exit;
        try {
            exit = BigStack.call(() -> commandLine(console).execute(args));
        } catch (NoClassDefFoundError e) {
            String missing = missing(e).orElseThrow(() -> e);
            console.err()
                    .print("wengert: error: this needs the module " + missing + " of Java, which this runtime has not"
                            + " [missing-module]\n  hint: run it on a whole Java runtime, 17 or newer\n");
            exit = Exit.WRONG_USAGE;
        } finally {
            console.flush();
        }
        if (!console.out().checkError()) {
            return exit;
        }
        console.err().print("wengert: error: the output cannot be written [unwritable-output]\n");
        console.flush();
        return Math.max(exit, Exit.WRONG_USAGE);
    }

    /** The module of the JDK that has a class, if it is one that the command needs. */
    private static Optional<String> missing(NoClassDefFoundError error) {
        String name = String.valueOf(error.getMessage()).replace('/', '.');
        return MODULES.entrySet().stream()
                .filter(e -> name.startsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new Wengert(console))
                .addSubcommand(new CompileCommand())
                .addSubcommand(new EvalCommand())
                .addSubcommand(new DeriveCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new ExploreCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new HelpCommand());
        line.getSubcommands().values().forEach(command -> GivenOptions.declare(command.getCommandSpec()));
        return line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(false)
                .setParameterExceptionHandler((wrong, given) -> wrongUsage(console, wrong))
                .setExecutionExceptionHandler((bug, command, parsed) -> internal(console, bug));
    }

    private static int wrongUsage(Console console, ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        console.err().print("wengert: error: " + wrong.getMessage() + " [wrong-usage]\n");
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        console.err().print("  hint: " + command.getCommandSpec().qualifiedName() + " --help\n");
        return Exit.WRONG_USAGE;
    }

    private static int internal(Console console, Exception bug) {
        console.err().print("wengert: error: this is a bug of the compiler [internal]\n");
        bug.printStackTrace(console.err());
        return Exit.PROGRAM_IN_ERROR;
    }
}
