package org.wengert.codegen;

import java.util.List;
import org.wengert.ir.Origin;
import org.wengert.product.Product;
import org.wengert.source.Span;

/**
 * What a line of generated Java comes from.
 *
 * @param line its number, from 1
 * @param function the name of the function that it computes
 * @param product what of that function
 * @param value the name, in the list of the product, of the value that it defines, changes or tests
 * @param derivative whether that is a tangent or an adjoint
 * @param primal the values of the primal program that contribute to it; of a line of the value sweep that value itself
 * @param span where the author wrote what it computes, or what it differentiates; {@link Span#NONE} if nowhere
 */
public record LineOrigin(
        int line, String function, Product product, String value, boolean derivative, List<Origin> primal, Span span) {}
