package org.wengert.gradle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOption.Reader;

final class GenerationOptionsTest {

    @Test
    void everyOptionOfTheCompilerIsAProperty() {
        List<String> properties = Arrays.stream(GenerationOptions.class.getMethods())
                .map(Method::getName)
                .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4))
                .toList();
        assertThat(CompilerOption.readBy(Reader.MAVEN))
                // In Groovy the word 'package' is no name.
                .extracting(option -> option == CompilerOption.PACKAGE ? "packageName" : option.inMaven())
                .allSatisfy(name -> assertThat(properties).contains(name));
    }

    @Test
    void namesTheVersionsOfThisBuild() {
        String junit = Library.JUNIT.toAdd().replaceAll(".*:", "");
        assertThat(Path.of("../pom.xml"))
                .content()
                .contains("<junit.version>" + junit + "<", "<version>" + Tool.version() + "</version>");
    }
}
