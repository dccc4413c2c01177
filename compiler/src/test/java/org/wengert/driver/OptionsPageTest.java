package org.wengert.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wengert.Page;
import org.wengert.driver.CompilerOption.Reader;

/** {@code docs/options.md} is made from the declarations. */
class OptionsPageTest {

    private static final String HEAD = """
            # Options of the compiler

            Written by a test from the declarations (`mvn verify -Dwengert.update=true`). The [command line](command-line.md), the
            [plug-in](build.md) and [programs in Java](java-api.md) read them alike.

            | option | of the commands | parameter of the plug-in | in Java | values | what it is |
            | --- | --- | --- | --- | --- | --- |
            """;

    @Test
    void thePageIsMadeFromTheDeclarations() {
        StringBuilder page = new StringBuilder(HEAD);
        for (CompilerOption<?> option : CompilerOption.ALL) {
            String commands = Arrays.stream(Reader.values())
                    .filter(reader -> reader != Reader.MAVEN && reader != Reader.JAVA && isRead(option, reader))
                    .map(reader -> code(reader.name().toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining(", "));
            String values = option.values().stream().map(OptionsPageTest::code).collect(Collectors.joining(", "));
            List<String> cells = List.of(
                    code("--" + option.name()),
                    commands,
                    isRead(option, Reader.MAVEN) ? code(option.inMaven()) : "",
                    isRead(option, Reader.JAVA) ? code("with(\"" + option.name() + "\", …)") : "",
                    values.isEmpty()
                            ? option.label()
                                    + option.alone().map(a -> ", or nothing").orElse("")
                            : values,
                    option.sentence());
            page.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        Page.assertIs("options.md", page.toString());
    }

    private static boolean isRead(CompilerOption<?> option, Reader reader) {
        return CompilerOption.readBy(reader).contains(option);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
