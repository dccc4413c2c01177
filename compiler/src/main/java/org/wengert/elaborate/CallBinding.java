package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.syntax.Syntax;

/**
 * What the arguments of a call of a function of the file give its parameters.
 *
 * @param arguments a node for each input of the function's graph
 * @param symbols the function's sizes, integers and indices here
 */
record CallBinding(List<Node> arguments, Map<Symbol, Size> symbols) {

    /** Binds arguments to parameters, and passes on what the function requires. */
    record Maker(ExpressionElaborator expressions, Diagnostics diagnostics, Integers integers) {

        Optional<CallBinding> bind(Syntax.Call call, FunctionGraph function, Scope scope) {
            List<Syntax.Parameter> parameters = function.syntax().parameters();
            if (!expressions.hasParameters(call, parameters.size())) {
                call.arguments().forEach(argument -> expressions.any(argument, scope));
                return Optional.empty();
            }
            Map<Symbol, Size> symbols = new HashMap<>();
            List<Operand> arguments = new ArrayList<>();
            boolean sound = true;
            for (int i = 0; i < parameters.size(); i++) {
                Syntax.Expression argument = call.arguments().get(i);
                if (function.isInteger(i)) {
                    Optional<Size> value = integers.integer(argument, scope);
                    Symbol symbol = new Symbol(parameters.get(i).name().text());
                    value.ifPresent(v -> symbols.put(symbol, v));
                    sound &= value.isPresent();
                } else {
                    Optional<Node> value = expressions.real(argument, scope);
                    value.ifPresent(v -> arguments.add(Operand.of(v, argument)));
                    sound &= value.isPresent();
                }
            }
            if (!sound || !shapes(call, function, arguments, symbols, scope)) {
                return Optional.empty();
            }
            ArrayElaborator.renameIndices(function.graph(), scope, symbols);
            if (scope.isUnconditional() && !scope.isInLoop()) {
                function.requirements().forEach(r -> scope.ranges().require(r.substitute(symbols, call.span())));
            }
            return Optional.of(new CallBinding(fitted(function, arguments, symbols, scope), Map.copyOf(symbols)));
        }

        /** Binds the sizes that parameters name, and holds the other ones to what was bound. */
        private boolean shapes(
                Syntax.Call call,
                FunctionGraph function,
                List<Operand> arguments,
                Map<Symbol, Size> symbols,
                Scope scope) {
            for (int i = 0; i < arguments.size(); i++) {
                Operand argument = arguments.get(i);
                Node parameter = function.graph().inputs().get(i);
                Shape expected = parameter.type().shape();
                String name = ((Operation.Input) parameter.operation()).name();
                String what = function.name() + ": " + name + " is " + (expected.isScalar() ? "a number" : expected)
                        + ", " + argument.description();
                if (expected.rank() != argument.shape().rank()) {
                    diagnostics.report(Code.SHAPE_MISMATCH, call.span(), what);
                    return false;
                }
                for (int axis = 0; axis < expected.rank(); axis++) {
                    Size given = argument.shape().size(axis);
                    Optional<Symbol> symbol = expected.size(axis).symbol();
                    if (symbol.isPresent() && symbols.putIfAbsent(symbol.get(), given) == null) {
                        continue;
                    }
                    Size wanted = expected.size(axis).substitute(symbols);
                    String differ = what + ": sizes " + wanted + " and " + given + " differ";
                    if (!integers.requireEqual(wanted, given, scope, call.span(), differ)) {
                        diagnostics.report(Code.SHAPE_MISMATCH, call.span(), differ);
                        return false;
                    }
                }
            }
            return true;
        }

        private static List<Node> fitted(
                FunctionGraph function, List<Operand> arguments, Map<Symbol, Size> symbols, Scope scope) {
            List<Node> fitted = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                Type type = function.graph().inputs().get(i).type().substitute(symbols);
                fitted.add(Elementwise.reshaped(arguments.get(i).node(), type.shape(), scope));
            }
            return fitted;
        }
    }
}
