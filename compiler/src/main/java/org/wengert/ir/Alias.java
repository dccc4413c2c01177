package org.wengert.ir;

import java.util.Optional;

/**
 * Another name of a value: of one that is several things at once, such as the adjoint of a sum and that of each of its terms, or of an
 * element, the name of the array that it was to be read from.
 *
 * @param label if it is a derivative by that name, where it comes from
 */
public record Alias(String name, Optional<Label> label) {}
