package org.wengert.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wengert.driver.CompilerOptions;
import org.wengert.product.JacobianMode;
import picocli.CommandLine.Option;

/** The option that says how Jacobians are computed. */
final class JacobianOption {

    @Option(
            names = "--jacobian",
            paramLabel = "MODE",
            description =
                    "How Jacobians are computed: forward, by columns; reverse, by rows; or, if not given, counted,"
                            + " whichever of the two takes less work.")
    private @Nullable String mode;

    /** The options with what was said. */
    CompilerOptions in(CompilerOptions options) throws RequestException {
        if (mode == null) {
            return options;
        }
        JacobianMode named = JacobianMode.named(mode)
                .orElseThrow(() -> new RequestException(
                        "malformed-value",
                        "--jacobian: '" + mode + "' is no way to compute a Jacobian",
                        Optional.of("it is one of " + String.join(", ", JacobianMode.ids()))));
        return options.withJacobians(named);
    }
}
