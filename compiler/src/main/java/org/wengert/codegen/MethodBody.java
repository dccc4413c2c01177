package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.wengert.ir.Size;
import org.wengert.ssa.Buffer;
import org.wengert.tree.ByteCount;
import org.wengert.tree.Cutting;
import org.wengert.tree.Expression;
import org.wengert.tree.Method;
import org.wengert.tree.Method.Parameter;
import org.wengert.tree.Statement;
import org.wengert.tree.Statement.Declare;
import org.wengert.tree.ValueType;

/** The statements of a method that has storage, which are in several methods if they are too long for one. */
final class MethodBody {

    private final DerivativeMethod method;
    private final Function<Integer, String> names;

    /** The methods that it is cut into. */
    private final List<Method> parts = new ArrayList<>();

    private MethodBody(DerivativeMethod method) {
        this.method = method;
        List<String> known = new ArrayList<>();
        this.names = number -> {
            while (known.size() < number) {
                known.add(method.partName(known.size() + 1));
            }
            return known.get(number - 1);
        };
    }

    /** What a method does, and the methods that it calls for it. */
    record Written(List<Statement> statements, List<Method> parts) {}

    /**
     * Writes a method.
     *
     * @param given locals that it begins with
     * @param uncut where storage is if it is one method
     * @param slots where it is if there are several; they receive one more for the numbers that several read
     */
    static Written write(
            DerivativeMethod method,
            List<Declare> given,
            ToIntFunction<Buffer> uncut,
            ToIntFunction<Buffer> places,
            Slots slots) {
        StepWriter writer = new StepWriter(method.list(), uncut, method.marks(), method.trap());
        List<Statement> whole =
                StepWriter.join(given, writer.writeSweeps(method.list().steps()));
        whole.addAll(method.results(writer));
        return ByteCount.ofLocals().of(whole) <= ByteCount.LARGEST_METHOD
                ? new Written(whole, List.of())
                : new MethodBody(method).cut(given, places, slots);
    }

    private Written cut(List<Declare> given, ToIntFunction<Buffer> places, Slots slots) {
        String scalars = method.free("scalars");
        int slot = slots.sizes().size();
        List<Declare> all = new ArrayList<>(given);
        all.add(new Declare(
                ValueType.ARRAY,
                scalars,
                Optional.of(Expression.name(ArrayClass.WORKSPACE).at(slot)),
                Statement.Note.NONE));
        StepWriter writer = new StepWriter(method.list(), places, method.marks(), method.trap());
        Cutting.Cut cut = Cutting.cut(
                all,
                writer.writeSweeps(method.list().steps()),
                method.results(writer),
                Method.arguments(method.passedOn()),
                scalars,
                (number, count, arguments) -> new Expression.Call("", names.apply(number), arguments));
        slots.own(Size.of(cut.length()));
        cut.parts().forEach(this::add);
        return new Written(cut.body(), parts);
    }

    private void add(Cutting.Part part) {
        List<Parameter> parameters = new ArrayList<>(method.passedOn());
        part.indices().forEach(index -> parameters.add(new Parameter(ValueType.INTEGER, index)));
        parts.add(new Method(names.apply(part.number()), Optional.empty(), parameters, part.body()));
    }
}
