package org.wengert.codegen;

import java.util.List;
import org.wengert.differentiate.Derivative;
import org.wengert.ir.Graph;

/**
 * A function to be written as Java.
 *
 * @param formula as the author wrote it, in one line or several
 * @param documentation the author's comment
 * @param primal to tell which conventions apply
 */
public record FunctionSource(
        String name,
        List<String> parameters,
        List<String> results,
        String formula,
        List<String> documentation,
        Graph primal,
        List<Derivative> derivatives) {}
