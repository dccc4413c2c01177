package org.wengert.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.shaded.javapoet.MethodSpec;
import org.wengert.shaded.javapoet.TypeName;
import org.wengert.ssa.JavaNames;
import org.wengert.ssa.NameAllocator;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;

/** The members of the class of a function: each method, constant and nested class has a name of its own. */
final class Members {

    private final Map<Asked, String> products = new LinkedHashMap<>();
    private final NameAllocator methods;
    private final NameAllocator constants = new NameAllocator(List.of());
    private final NameAllocator classes;
    private final Set<String> called = new HashSet<>();

    /** A product with respect to some parameters in some order; it is written once, however often it is asked for. */
    private record Asked(Product product, List<Integer> active) {

        static Asked of(Derivative derivative) {
            return new Asked(derivative.product(), derivative.active());
        }
    }

    private Members(FunctionSource function, List<String> typesAround) {
        Map<Product, List<Asked>> alternatives = new HashMap<>();
        for (Derivative derivative : function.derivatives()) {
            List<Asked> same = alternatives.computeIfAbsent(derivative.product(), p -> new ArrayList<>());
            if (!same.contains(Asked.of(derivative))) {
                same.add(Asked.of(derivative));
            }
        }
        List<Integer> all =
                IntStream.range(0, function.parameters().size()).boxed().toList();
        NameAllocator names = new NameAllocator(List.of());
        for (Derivative derivative : function.derivatives()) {
            Asked asked = Asked.of(derivative);
            boolean plain = asked.active().equals(all)
                    || Optional.ofNullable(alternatives.get(asked.product()))
                                    .orElseThrow()
                                    .size()
                            == 1;
            if (!products.containsKey(asked)) {
                products.put(asked, names.claim(asked.product().method() + (plain ? "" : suffix(asked, function))));
            }
        }
        this.methods = names;
        this.classes = new NameAllocator(typesAround);
    }

    private static String suffix(Asked asked, FunctionSource function) {
        StringBuilder suffix = new StringBuilder();
        asked.active()
                .forEach(i -> suffix.append('_')
                        .append(JavaNames.identifier(function.parameters().get(i))));
        return suffix.toString();
    }

    static Members of(FunctionSource function) {
        return new Members(function, List.of());
    }

    /** Of a class in some others, whose names no class in it can have. */
    static Members of(FunctionSource function, List<String> typesAround) {
        return new Members(function, typesAround);
    }

    /** The product's name; with the parameters where it is asked for with respect to different ones. */
    String name(Derivative derivative) {
        return Optional.ofNullable(products.get(Asked.of(derivative)))
                .orElse(derivative.product().method());
    }

    /** The first derivative of each name, in the order in which they are asked for. */
    static Map<String, Derivative> products(FunctionSource function) {
        Members members = of(function);
        Map<String, Derivative> products = new LinkedHashMap<>();
        function.derivatives().forEach(d -> products.putIfAbsent(members.name(d), d));
        return products;
    }

    /** One of its methods, without documentation. */
    MethodSpec.Builder write(Method method, Modifier... modifiers) {
        MethodSpec.Builder written = MethodSpec.methodBuilder(method.name())
                .addModifiers(modifiers)
                .returns(method.result().map(JavaPrinter::type).orElse(TypeName.VOID));
        method.parameters().forEach(p -> written.addParameter(JavaPrinter.type(p.type()), p.name()));
        method.body()
                .forEach(statement -> statement.forEachExpression(expression -> {
                    if (expression instanceof Expression.Call call
                            && call.type().isEmpty()) {
                        called.add(call.function());
                    }
                }));
        return written.addCode(JavaPrinter.code(method.body()));
    }

    /** Whether one of the methods calls {@code method} of the class. */
    boolean calls(String method) {
        return called.contains(method);
    }

    /** A name for a method besides. */
    String method(String wanted) {
        return methods.claim(wanted);
    }

    String constant(String wanted) {
        return constants.claim(wanted);
    }

    String type(String wanted) {
        return classes.claim(wanted);
    }
}
