package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.op.NamedValue;
import org.wengert.pass.Rebuild;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.source.Span;
import org.wengert.syntax.Spellings;
import org.wengert.syntax.Syntax;

/** Translates a file into the graphs of its functions, each with the calls in it written out. */
public final class Elaborator {

    private final Diagnostics diagnostics;
    private final Functions functions;

    private Elaborator(List<Syntax.Function> all, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.functions = new Functions(all);
    }

    /**
     * The functions of a program; those in error are missing and reported.
     *
     * @param name of the function that a bare expression defines
     * @param parameters of a bare expression, in their order; if none are given, its free names in natural order
     */
    public static List<FunctionGraph> elaborate(
            Syntax.Program program, String name, Optional<List<String>> parameters, Diagnostics diagnostics) {
        List<Syntax.Function> all = program.expression()
                .map(e -> List.of(definition(e, program.documentation(), name, parameters)))
                .orElse(program.functions());
        return new Elaborator(all, diagnostics).run(all, program.derives());
    }

    private static Syntax.Function definition(
            Syntax.Expression expression, List<String> documentation, String name, Optional<List<String>> parameters) {
        Span span = expression.span();
        List<Syntax.Parameter> names = parameters.orElseGet(() -> FreeNames.of(expression)).stream()
                .map(n -> new Syntax.Parameter(new Syntax.Name(n, span), Optional.empty(), span))
                .toList();
        Syntax.Return result = new Syntax.Return(List.of(expression), span);
        return new Syntax.Function(new Syntax.Name(name, span), names, List.of(result), documentation, span);
    }

    private List<FunctionGraph> run(List<Syntax.Function> all, List<Syntax.Derive> derives) {
        Set<String> seen = new HashSet<>();
        Budget budget = new Budget();
        for (Syntax.Function function : all) {
            if (!seen.add(function.name().text())) {
                diagnostics.report(
                        Code.DUPLICATE_NAME,
                        function.name().span(),
                        "a function '" + function.name().text() + "' is defined above");
            }
            if (!budget.isExceeded()) {
                function(function, budget, derives);
            }
        }
        Set<String> names = new TreeSet<>(seen);
        for (Syntax.Derive derive : derives) {
            if (!seen.contains(derive.function().text())) {
                diagnostics.report(
                        Code.UNKNOWN_NAME,
                        derive.function().span(),
                        "no function '" + derive.function().text() + "' in this file",
                        Spellings.closest(derive.function().text(), names).map(c -> "did you mean '" + c + "'?"));
            }
        }
        return functions.all();
    }

    private void function(Syntax.Function function, Budget budget, List<Syntax.Derive> derives) {
        String name = function.name().text();
        functions.enter(name);
        Scope scope = Scope.ofFunction();
        ExpressionElaborator expressions = new ExpressionElaborator(functions, diagnostics, budget);
        Parameters.define(function.parameters(), scope, diagnostics);
        try {
            new StatementElaborator(expressions, Variables.of(function), diagnostics)
                    .body(function, scope)
                    .ifPresentOrElse(
                            outputs -> {
                                FunctionGraph graph = new FunctionGraph(
                                        function,
                                        Rebuild.apply(scope.builder().build(name, outputs), NamedValue::value),
                                        List.of(),
                                        scope.symbols().requirements());
                                functions.define(new FunctionGraph(
                                        function, graph.graph(), requests(graph, derives), graph.requirements()));
                            },
                            () -> functions.defineBroken(name));
        } catch (Budget.Exceeded exceeded) {
            functions.defineBroken(name);
            diagnostics.report(Code.LIMIT, exceeded.span(), Budget.message(), "split the program");
        } catch (ArithmeticException tooLarge) {
            functions.defineBroken(name);
            diagnostics.report(
                    Code.LIMIT,
                    function.name().span(),
                    "the sizes in '" + name + "' are too large when its calls are written out: "
                            + tooLarge.getMessage());
        }
    }

    private List<FunctionGraph.Request> requests(FunctionGraph function, List<Syntax.Derive> derives) {
        Set<FunctionGraph.Request> requests = new LinkedHashSet<>();
        for (Syntax.Derive derive : derives) {
            if (derive.function().text().equals(function.name())) {
                derive.requests().forEach(r -> request(r, function).ifPresent(requests::add));
            }
        }
        return List.copyOf(requests);
    }

    private Optional<FunctionGraph.Request> request(Syntax.Request request, FunctionGraph function) {
        List<String> names =
                request.parameters().stream().map(Syntax.Name::text).toList();
        return Requests.check(
                request.product().text(),
                names,
                function,
                (code, position, message, hint) -> diagnostics.report(
                        code,
                        position < 0
                                ? request.product().span()
                                : request.parameters().get(position).span(),
                        message,
                        hint),
                request.span());
    }

    /** What is generated of a function that nobody asked anything of. */
    public static List<FunctionGraph.Request> defaults(FunctionGraph function) {
        List<Product> products = new ArrayList<>(List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT));
        if (Derivatives.isOneNumber(function.graph().results())) {
            products.add(Product.GRADIENT);
        }
        List<Integer> all =
                IntStream.range(0, function.parameters().size()).boxed().toList();
        return products.stream()
                .map(p -> new FunctionGraph.Request(p, all, Span.NONE))
                .toList();
    }
}
