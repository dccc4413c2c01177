package org.wengert.maven;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.generation.Libraries;

/**
 * What a project depends on, as far as generated Java asks for something.
 *
 * @param scopes by {@code group:artifact}, of what comes through other dependencies too
 * @param scopesOfTheJava those that its compiler sees
 * @param version of the plugin, which is that of the runtime its Java was made for
 */
record ProjectDependencies(Map<String, String> scopes, Set<String> scopesOfTheJava, String version)
        implements Libraries {

    static final Set<String> SCOPES_OF_MAIN = Set.of("compile", "provided", "system");
    static final Set<String> SCOPES_OF_TESTS = Set.of("compile", "provided", "system", "runtime", "test");

    @Override
    public Optional<String> lacksRuntime(String java) {
        return lacks(
                java,
                "org.wengert:wengert-runtime",
                scopesOfTheJava,
                new Dependency("org.wengert", "wengert-runtime", version, scopeOfTheRuntime()));
    }

    private String scopeOfTheRuntime() {
        if (!scopesOfTheJava.equals(SCOPES_OF_MAIN)) {
            return "test";
        }
        return scopes.containsKey("org.wengert:wengert-runtime") ? "compile" : "";
    }

    @Override
    public Optional<String> lacksJUnit(String test) {
        return lacks(
                test,
                "org.junit.jupiter:junit-jupiter-api",
                SCOPES_OF_TESTS,
                new Dependency("org.junit.jupiter", "junit-jupiter", Dependency.JUNIT_VERSION, "test"));
    }

    private Optional<String> lacks(String java, String name, Set<String> seen, Dependency toAdd) {
        String scope = scopes.get(name);
        if (scope != null && seen.contains(scope)) {
            return Optional.empty();
        }
        String why = scope == null
                ? java + " needs " + name + ", and the project does not depend on it. Add to its dependencies:"
                : java + " needs " + name + ", which the project has in the scope '" + scope
                        + "' alone, where main code does not see it. Let its dependency be:";
        return Optional.of(why + "\n\n" + toAdd.xml()
                + "\nWhere its classes come in another way, <checkDependencies>false</checkDependencies>"
                + " leaves this question to the compiler.");
    }

    /**
     * As it stands in a {@code pom.xml}.
     *
     * @param scope empty for what Maven takes; a managed scope has to be overruled by name
     */
    private record Dependency(String group, String artifact, String version, String scope) {

        /** A JUnit that emitted tests are known to run with. */
        static final String JUNIT_VERSION = "6.1.3";

        String xml() {
            return "    <dependency>\n"
                    + "      <groupId>" + group + "</groupId>\n"
                    + "      <artifactId>" + artifact + "</artifactId>\n"
                    + "      <version>" + version + "</version>\n"
                    + (scope.isEmpty() ? "" : "      <scope>" + scope + "</scope>\n")
                    + "    </dependency>\n";
        }
    }
}
