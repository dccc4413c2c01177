package org.wengert.tree;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.wengert.tree.Expression.Binary;
import org.wengert.tree.Expression.Call;
import org.wengert.tree.Expression.Conditional;
import org.wengert.tree.Expression.Group;
import org.wengert.tree.Expression.Invoke;
import org.wengert.tree.Expression.Unary;
import org.wengert.tree.Statement.Assign;
import org.wengert.tree.Statement.Declare;
import org.wengert.tree.Statement.For;
import org.wengert.tree.Statement.If;

/**
 * How many bytes of bytecode statements take at most. HotSpot never compiles a method of more than 8,000 bytes, and says nothing; so methods
 * are kept well below, by an estimate that is checked against class files in the tests.
 */
public final class ByteCount {

    /** No generated method is estimated to be longer. */
    public static final int LARGEST_METHOD = 6_000;

    /** To read or write a local with a high index, a field, a literal. */
    private static final int ACCESS = 4;

    /** To read or write an element of an array, with the array and a literal for the index. */
    private static final int ELEMENT = 7;

    /** To declare a local that has the value of an element. */
    static final int DECLARATION = ELEMENT + ACCESS;

    private static final int JUMP = 3;

    /** A comparison that gives a truth value. */
    private static final int COMPARISON = 10;

    /** Of statements with bodies, so that one in another is not counted again for each around it. */
    private final IdentityHashMap<Statement, Long> known = new IdentityHashMap<>();

    /** By name, to read or write. */
    private final ToLongFunction<String> variable;

    private ByteCount(ToLongFunction<String> variable) {
        this.variable = variable;
    }

    /** Where variables are locals. */
    public static ByteCount ofLocals() {
        return new ByteCount(name -> ACCESS);
    }

    /** Where variables may be elements of an array, in which truth values are numbers. */
    static ByteCount ofElements(Predicate<String> isTruth) {
        return new ByteCount(name -> isTruth.test(name) ? ELEMENT + COMPARISON : ELEMENT);
    }

    /** Of some statements. */
    public long of(List<Statement> statements) {
        return statements.stream().mapToLong(this::of).sum();
    }

    /** Of one statement with its bodies. */
    public long of(Statement statement) {
        if (statement.bodies().isEmpty()) {
            return simple(statement);
        }
        Long before = known.get(statement);
        if (before == null) {
            before = simple(statement)
                    + statement.bodies().stream().mapToLong(this::of).sum();
            known.put(statement, before);
        }
        return before;
    }

    private long simple(Statement statement) {
        long bytes = statement.expressions().stream().mapToLong(this::of).sum();
        if (statement instanceof Declare declare) {
            return bytes + variable.applyAsLong(declare.name());
        } else if (statement instanceof Assign) {
            // An element that is added to is read as well.
            return bytes + 4;
        } else if (statement instanceof If) {
            return bytes + 2 * JUMP;
        } else if (statement instanceof For) {
            return bytes + 3 * ACCESS + 6 + 2 * JUMP;
        }
        return bytes + 1;
    }

    private long of(Expression expression) {
        if (expression instanceof Expression.Name name) {
            return variable.applyAsLong(name.name());
        }
        long bytes = expression.parts().stream().mapToLong(this::of).sum();
        if (expression instanceof Binary binary) {
            return bytes + (Binding.of(binary.symbol()).fits(Binding.ADDITIVE) ? 1 : COMPARISON);
        } else if (expression instanceof Conditional) {
            return bytes + 2 * JUMP;
        } else if (expression instanceof Unary unary) {
            return bytes + (unary.symbol().equals("!") ? COMPARISON : 1);
        } else if (expression instanceof Call || expression instanceof Invoke) {
            return bytes + ACCESS;
        } else if (expression instanceof Group) {
            return bytes;
        }
        return bytes + (expression.parts().isEmpty() ? ACCESS : 2);
    }
}
