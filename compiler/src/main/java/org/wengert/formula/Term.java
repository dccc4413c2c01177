package org.wengert.formula;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;

/**
 * A formula over numbers, vectors and matrices in a normal form, so that equal ones are mostly equal here: {@code x'*(2*y)*3} is the product of
 * 6 and of the product of the row {@code x'} and of {@code y}. Vectors are columns. Only {@link Sums}, {@link Products}, {@link Elementwise} and
 * {@link Transposition} make sums, products and their like.
 */
sealed interface Term {

    Shape shape();

    /** What it is made of; nothing, if it is not made of terms. */
    default List<Term> parts() {
        return List.of();
    }

    default boolean isScalar() {
        return shape().isScalar();
    }

    default int rank() {
        return shape().rank();
    }

    default boolean isNumber(double value) {
        return this instanceof Known number && number.value() == value;
    }

    /** Whether it is the transpose of a vector, or a product that begins with one and ends in a matrix. */
    default boolean isRow() {
        return this instanceof Transposed transposed
                ? transposed.operand().rank() == 1
                : this instanceof Product product
                        && rank() == 2
                        && product.chain().get(0).isRow();
    }

    /** How many symbols it takes to write it, about. */
    default long weight() {
        return 1 + parts().stream().mapToLong(Term::weight).sum();
    }

    /** Whether {@code term} is in it. */
    default boolean contains(Term term) {
        return equals(term) || parts().stream().anyMatch(part -> part.contains(term));
    }

    /** Whether lists of terms, or of powers, none of which is there twice, are equal as sets are. */
    private static boolean sameInAnyOrder(List<?> some, List<?> others) {
        return some.size() == others.size() && new HashSet<>(some).equals(new HashSet<>(others));
    }

    /** A number that is known. */
    record Known(double value) implements Term {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }
    }

    /** What the program calls so. */
    record Name(String name, Shape shape) implements Term {}

    /** A size, or an index, as a number. */
    record Whole(Size value) implements Term {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }
    }

    /** A function of the language, or an operator that is one here: a comparison, a choice. */
    record Call(String function, List<Term> parts, Shape shape) implements Term {}

    /** An element, or a part, of an array. */
    record Part(Term array, List<Access> accesses, Shape shape) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(array);
        }
    }

    /** At least two terms of one shape, in whatever order. */
    record Sum(List<Term> parts, Shape shape) implements Term {
        @Override
        public boolean equals(Object other) {
            return other instanceof Sum sum && shape.equals(sum.shape) && sameInAnyOrder(parts, sum.parts);
        }

        @Override
        public int hashCode() {
            return new HashSet<>(parts).hashCode();
        }
    }

    /**
     * A number times powers of other numbers, in whatever order, times a product of matrices. Of a number the chain is empty, unless it is all that there is: a row
     * times matrices times a column.
     */
    record Product(double coefficient, List<Power> powers, List<Term> chain, Shape shape) implements Term {
        @Override
        public boolean equals(Object other) {
            return other instanceof Product product
                    && coefficient == product.coefficient
                    && shape.equals(product.shape)
                    && chain.equals(product.chain)
                    && sameInAnyOrder(powers, product.powers);
        }

        @Override
        public int hashCode() {
            return 31 * new HashSet<>(powers).hashCode() + chain.hashCode() + Double.hashCode(coefficient);
        }

        @Override
        public List<Term> parts() {
            return Stream.concat(powers.stream().flatMap(power -> power.parts().stream()), chain.stream())
                    .toList();
        }
    }

    /** Powers of arrays of one shape, multiplied element by element. */
    record Hadamard(List<Power> powers, Shape shape) implements Term {
        @Override
        public boolean equals(Object other) {
            return other instanceof Hadamard hadamard
                    && shape.equals(hadamard.shape)
                    && sameInAnyOrder(powers, hadamard.powers);
        }

        @Override
        public int hashCode() {
            return new HashSet<>(powers).hashCode();
        }

        @Override
        public List<Term> parts() {
            return powers.stream().flatMap(power -> power.parts().stream()).toList();
        }
    }

    /** The row that a vector is, or a matrix whose transpose cannot be said otherwise. */
    record Transposed(Term operand) implements Term {
        @Override
        public Shape shape() {
            Shape shape = operand.shape();
            return shape.rank() == 1 ? Shape.of(Size.ONE, shape.size(0)) : Shape.of(shape.size(1), shape.size(0));
        }

        @Override
        public List<Term> parts() {
            return List.of(operand);
        }
    }

    /** The inverse of a matrix; before something else in a product it is a solution. */
    record Inverse(Term operand) implements Term {
        @Override
        public Shape shape() {
            return operand.shape();
        }

        @Override
        public List<Term> parts() {
            return List.of(operand);
        }
    }

    /** The matrix with a vector as its diagonal. */
    record Diagonal(Term vector) implements Term {
        @Override
        public Shape shape() {
            return Shape.of(vector.shape().size(0), vector.shape().size(0));
        }

        @Override
        public List<Term> parts() {
            return List.of(vector);
        }
    }

    /** An array of ones. */
    record Ones(Shape shape) implements Term {}

    /** The identity. */
    record Identity(Size size) implements Term {
        @Override
        public Shape shape() {
            return Shape.of(size, size);
        }
    }

    /** An array of zeros with a part that is {@code value}. */
    record Scatter(Term value, List<Access> accesses, Shape shape) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(value);
        }
    }

    /** {@code [element for index in from:to]}, or the sum of these. */
    record Each(Term element, Symbol index, Size from, Size to, boolean summed, Shape shape) implements Term {
        @Override
        public List<Term> parts() {
            return List.of(element);
        }
    }

    /** {@code base^exponent}. */
    record Power(Term base, Term exponent) {
        List<Term> parts() {
            return exponent instanceof Known ? List.of(base) : List.of(base, exponent);
        }
    }
}
