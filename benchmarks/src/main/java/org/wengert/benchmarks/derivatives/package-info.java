/**
 * Derivatives that are generated from the programs of {@code src/main/expr}, beside the same ones written by hand. A program has a class
 * of inputs ({@code Inputs}), one of hand-written Java ({@code ByHand}) and one that measures.
 */
package org.wengert.benchmarks.derivatives;
