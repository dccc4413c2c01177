package org.wengert.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Inverse;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Part;
import org.wengert.formula.Term.Scatter;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;

/** Operators of whole arrays as what people write. */
final class ArrayTerms {

    /** None if the language cannot say it. */
    Optional<Term> of(ArrayOperator operator, Node node, List<Term> x) {
        String name = operator.name();
        int open = name.indexOf('[');
        String family = open < 0 ? name : name.substring(0, open);
        String attributes = open < 0 ? "" : name.substring(open + 1, name.length() - 1);
        Shape shape = node.type().shape();
        Term a = x.get(0);
        return switch (family) {
            case "transpose" -> Optional.of(Transposition.of(a));
            case "dot" -> Optional.of(dot(a, x.get(1)));
            case "outer" -> Optional.of(Products.of(a, Transposition.of(x.get(1))));
            case "matvec", "matmul" ->
                Optional.of(Products.of(
                        side(attributes.charAt(0), a),
                        attributes.length() > 1 ? side(attributes.charAt(1), x.get(1)) : x.get(1)));
            case "solve" -> Optional.of(Products.of(new Inverse(side(attributes.charAt(0), a)), x.get(1)));
            case "inverse" -> Optional.of(new Inverse(side(attributes.charAt(0), a)));
            case "factor" -> Optional.of(new Call("factor", List.of(), shape));
            case "det", "logdet", "norm" -> Optional.of(Calls.of(family, shape, a));
            case "unit" ->
                Optional.of(Products.of(Products.power(Calls.of("norm", Shape.SCALAR, a), new Known(-1)), a));
            case "log_product" -> Optional.of(Calls.of("log", shape, Calls.of("prod", shape, a)));
            case "broadcast" -> broadcast(a, shape, attributes.substring(attributes.indexOf('|') + 1));
            case "sum" -> sum(a, attributes);
            case "get" -> operator.taken().map(accesses -> part(a, accesses, shape));
            case "scatter" ->
                operator.regions(shape)
                        .map(regions -> scatter(a, regions.accesses().get(0), shape));
            case "reshape" -> Optional.of(reshape(a, shape));
            case "stack", "concat" -> Optional.of(new Call(family, x, shape));
            default -> WrittenOperators.of(operator, x);
        };
    }

    private static Term side(char side, Term matrix) {
        return side == 't' ? Transposition.of(matrix) : matrix;
    }

    private static Term dot(Term a, Term b) {
        return a.rank() == 1
                ? Products.of(Transposition.of(a), b)
                : a.equals(b) ? Calls.sum(Elementwise.power(a, new Known(2))) : Calls.sum(Elementwise.multiply(a, b));
    }

    private static Optional<Term> broadcast(Term a, Shape shape, String axes) {
        if (a.isScalar()) {
            return Optional.of(Products.of(a, new Ones(shape)));
        }
        if (a.rank() != 1 || shape.rank() != 2) {
            return Optional.empty();
        }
        boolean row = axes.equals("1");
        if (row && shape.size(0).equals(Size.ONE)) {
            return Optional.of(Transposition.of(a));
        }
        Term ones = new Ones(Shape.of(shape.size(row ? 0 : 1)));
        return Optional.of(row ? Products.of(ones, Transposition.of(a)) : Products.of(a, Transposition.of(ones)));
    }

    private static Optional<Term> sum(Term a, String axes) {
        if (axes.split(",").length == a.rank()) {
            return Optional.of(Calls.sum(a));
        }
        if (a.rank() != 2) {
            return Optional.empty();
        }
        return Optional.of(axes.equals("0") && a.isRow() ? Transposition.of(a) : along(a, Integer.parseInt(axes)));
    }

    private static Term along(Term a, int axis) {
        Term ones = new Ones(Shape.of(a.shape().size(axis)));
        return axis == 0 ? Transposition.ofRow(Products.of(Transposition.of(ones), a)) : Products.of(a, ones);
    }

    private static Term part(Term a, List<Access> accesses, Shape shape) {
        return a.isRow() && isRow(accesses, a.shape()) ? Transposition.of(a) : new Part(a, accesses, shape);
    }

    private static Term scatter(Term a, List<Access> accesses, Shape shape) {
        return shape.rank() == 2 && shape.size(0).equals(Size.ONE) && isRow(accesses, shape)
                ? Transposition.of(a)
                : new Scatter(a, accesses, shape);
    }

    /** The first and only row, whole. */
    private static boolean isRow(List<Access> accesses, Shape shape) {
        return accesses.size() == 2
                && accesses.get(0).equals(Access.at(Size.ZERO))
                && accesses.get(1).equals(Access.all(shape.size(1)));
    }

    private static Term reshape(Term a, Shape shape) {
        if (a.rank() == 1 && shape.rank() == 2 && shape.size(0).equals(Size.ONE)) {
            return Transposition.of(a);
        }
        if (a.isRow() && shape.rank() == 1) {
            return Transposition.of(a);
        }
        List<Term> arguments = new ArrayList<>(List.of(a));
        shape.sizes().forEach(size -> arguments.add(SizeTerms.of(size)));
        return new Call("reshape", List.copyOf(arguments), shape);
    }
}
