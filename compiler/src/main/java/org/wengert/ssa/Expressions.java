package org.wengert.ssa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wengert.ir.Decimal;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Arithmetic;
import org.wengert.op.Declared;
import org.wengert.op.JavaForm;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Terms;
import org.wengert.tree.Binding;

/**
 * The values of a list as people write them: a name, a number, {@code a*log(b)}, an element {@code x[i*n+j]} of storage, a part
 * {@code x[n:2*n]} of it.
 */
public final class Expressions {

    private static final Pattern ATOM =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\([^()]*\\)|\\[[^\\[\\]]*])?|[0-9.]+(e-?[0-9]+)?");

    private static final Pattern PLACE = Pattern.compile("\\b[a-hx]\\b");

    /** Of operators that call their one operand {@code a}. */
    private static final String LETTERS = "abcdefgh";

    private final WengertList list;

    /** What indices of loops and schedules are called. */
    private final Map<Symbol, Size> symbols = new HashMap<>();

    public Expressions(WengertList list) {
        this.list = list;
        list.indices().forEach((loop, name) -> symbols.put(loop.index(), Size.of(new Symbol(name))));
        list.around().symbols().forEach((symbol, name) -> symbols.put(symbol, Size.of(new Symbol(name))));
        for (Checkpoints checkpoints : list.schedule().checkpoints()) {
            String number = list.schedule().checkpoints().size() == 1
                    ? ""
                    : String.valueOf(list.schedule().checkpoints().indexOf(checkpoints));
            called(checkpoints.slot(), "slot" + number);
            called(checkpoints.position(), "position" + number);
        }
    }

    private void called(Size symbol, String name) {
        symbol.symbol().ifPresent(s -> symbols.put(s, Size.of(new Symbol(name))));
    }

    /** The name of a value, which has a line of its own or is an input. */
    public String name(Node node) {
        return list.name(node).orElse("%" + node.id());
    }

    /** What stands on the right of the line that defines {@code node}. */
    public String definition(Node node) {
        if (node.operator().isEmpty()) {
            return name(node);
        }
        if (!(node.operator().get() instanceof ScalarOperator)
                && Terms.viewOffset(node).isPresent()) {
            return element(list.place(node));
        }
        List<String> names = ScalarOperator.operandNames(node.operands().size());
        return PLACE.matcher(Declared.of(node.operator().get()).notation())
                .replaceAll(match -> Matcher.quoteReplacement(operand(node, names, match.group())));
    }

    private String operand(Node node, List<String> names, String place) {
        int index = names.contains(place) ? names.indexOf(place) : LETTERS.indexOf(place);
        if (index < 0 || index >= node.operands().size()) {
            return place;
        }
        Node operand = node.operand(index);
        return operand.type().isScalar()
                ? use(operand, binding(node))
                : part(list.place(operand), operand.type().shape().count());
    }

    /** What a sum or difference adds to the variable that holds its first operand. */
    public String addition(Node node) {
        boolean negative = node.operator().filter(Arithmetic.SUBTRACT::equals).isPresent();
        return (negative ? " -= " : " += ") + use(node.operand(1), Optional.of(Binding.ADDITIVE));
    }

    /** A condition, or the right side of an assignment, which need no parentheses. */
    public String value(Node given) {
        Node node = list.resolve(given);
        return list.isInlined(node) && node.operator().isPresent() ? definition(node) : use(node);
    }

    /** How a number is read where it is an operand. */
    public String use(Node given) {
        return use(given, Optional.empty());
    }

    private static Optional<Binding> binding(Node node) {
        return ScalarOperator.in(node).flatMap(ScalarOperator::java).map(JavaForm::binding);
    }

    /** An operand in parentheses, but for a product in a sum. */
    private String use(Node given, Optional<Binding> place) {
        Node node = list.resolve(given);
        if (node.operation() instanceof Operation.Constant constant) {
            String text = Decimal.shortest(constant.value());
            return text.startsWith("-") ? "(" + text + ")" : text;
        }
        if (node.operation() instanceof Operation.Truth truth) {
            return String.valueOf(truth.value());
        }
        boolean whole = node.operation() instanceof Operation.Whole;
        if (!whole && !list.isInlined(node)) {
            return name(node);
        }
        String text = node.operation() instanceof Operation.Whole integer ? size(integer.value()) : definition(node);
        boolean product = binding(node).equals(Optional.of(Binding.MULTIPLICATIVE));
        boolean bare = ATOM.matcher(text).matches() || (product && place.equals(Optional.of(Binding.ADDITIVE)));
        return bare ? text : "(" + text + ")";
    }

    /** {@code 2*n+k}, with indices called as they are in the list. */
    public String size(Size size) {
        return size.substitute(symbols).toString();
    }

    /** The name of storage. */
    public String name(Buffer buffer) {
        return Optional.ofNullable(list.buffers().get(buffer)).orElse(buffer.hint());
    }

    /** One element of storage. */
    public String element(Place place) {
        return name(place.buffer()) + "[" + size(place.offset()) + "]";
    }

    /** Some elements; only the name of the storage, if they are all. */
    public String part(Place place, Size count) {
        boolean all = place.offset().equals(Size.ZERO) && place.buffer().size().equals(count);
        return all
                ? name(place.buffer())
                : name(place.buffer()) + "[" + size(place.offset()) + ":"
                        + size(place.offset().plus(count)) + "]";
    }
}
