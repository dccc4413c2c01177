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
    record Maker(ExpressionElaborator expressions, CallElaborator calls, Diagnostics diagnostics, Integers integers) {

        Optional<CallBinding> bind(Syntax.Call call, FunctionGraph function, Scope scope) {
            List<Syntax.Parameter> parameters = function.syntax().parameters();
            if (!calls.hasArity(call, parameters.size())) {
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
            scope.symbols().renameIndices(function.graph(), symbols);
            for (Requirement r : function.requirements()) {
                r.loops()
                        .forEach(loop -> symbols.computeIfAbsent(
                                loop.index(), i -> Size.of(scope.symbols().fresh(i.name()))));
                sound &= integers.requirements().inherit(r, symbols, function.name(), scope, call.span());
            }
            if (!sound) {
                return Optional.empty();
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
            List<Node> inputs = function.graph().inputs();
            boolean sound = true;
            for (int i = 0; i < inputs.size(); i++) {
                Shape expected = inputs.get(i).type().shape();
                if (expected.rank() != arguments.get(i).shape().rank()) {
                    Message message = given(function, inputs.get(i), arguments.get(i));
                    diagnostics.report(Code.SHAPE_MISMATCH, call.span(), message.toString());
                    sound = false;
                }
            }
            Map<Symbol, Message> sources = new HashMap<>();
            symbols.forEach((symbol, size) -> sources.put(symbol, Message.of(size)));
            for (int i = 0; sound && i < inputs.size(); i++) {
                sound = named(call, function, i, arguments.get(i), symbols, sources, scope);
            }
            for (int i = 0; sound && i < inputs.size(); i++) {
                sound = computed(call, function, i, arguments.get(i), symbols, scope);
            }
            return sound;
        }

        /** {@code f: x is [n,m], y is [3]}. */
        private static Message given(FunctionGraph function, Node parameter, Operand argument) {
            return Message.of(
                    function.name(),
                    ": ",
                    new Operand(parameter, name(parameter)).description(),
                    ", ",
                    argument.description());
        }

        private static String name(Node parameter) {
            return ((Operation.Input) parameter.operation()).name();
        }

        /** Binds the sizes that are names, or holds them to what they were bound to. */
        private boolean named(
                Syntax.Call call,
                FunctionGraph function,
                int i,
                Operand argument,
                Map<Symbol, Size> symbols,
                Map<Symbol, Message> sources,
                Scope scope) {
            Node parameter = function.graph().inputs().get(i);
            for (int axis = 0; axis < argument.shape().rank(); axis++) {
                Optional<Symbol> symbol = parameter.type().shape().size(axis).symbol();
                if (symbol.isEmpty()) {
                    continue;
                }
                Size given = argument.shape().size(axis);
                Message source = Message.of(given, " in ", name(parameter), " (", argument.description(), ")");
                Size before = symbols.putIfAbsent(symbol.get(), given);
                if (before == null) {
                    sources.put(symbol.get(), source);
                } else {
                    Message message = Message.of(
                            function.name(),
                            ": ",
                            symbol.get(),
                            " is ",
                            sources.getOrDefault(symbol.get(), Message.of(before)),
                            " and ",
                            source);
                    if (!integers.requirements().equal(before, given, scope, complaint(call, message))) {
                        return false;
                    }
                }
            }
            return true;
        }

        /** Holds the sizes that are numbers or expressions to what they are here. */
        private boolean computed(
                Syntax.Call call,
                FunctionGraph function,
                int i,
                Operand argument,
                Map<Symbol, Size> symbols,
                Scope scope) {
            Node parameter = function.graph().inputs().get(i);
            for (int axis = 0; axis < argument.shape().rank(); axis++) {
                Size expected = parameter.type().shape().size(axis);
                if (expected.symbol().isEmpty()) {
                    Size wanted = expected.substitute(symbols);
                    Size given = argument.shape().size(axis);
                    Message parameters = Message.of(new Operand(parameter, name(parameter)).description());
                    Message message = Message.of(
                            function.name(),
                            ": ",
                            parameters.substitute(symbols),
                            ", ",
                            argument.description(),
                            ": sizes ",
                            wanted,
                            " and ",
                            given,
                            " differ");
                    if (!integers.requirements().equal(wanted, given, scope, complaint(call, message))) {
                        return false;
                    }
                }
            }
            return true;
        }

        private static Requirements.Complaint complaint(Syntax.Call call, Message message) {
            return new Requirements.Complaint(Code.SHAPE_MISMATCH, call.span(), message);
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
