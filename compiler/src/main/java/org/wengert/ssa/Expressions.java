package org.wengert.ssa;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wengert.ir.Decimal;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Phrase;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Arithmetic;
import org.wengert.op.ArrayOperator;
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

    /** Between two terms. */
    private static final Pattern SIGN = Pattern.compile("(?<=[^(,])[+-]");

    /** Of operators that call their one operand {@code a}. */
    private static final String LETTERS = "abcdefgh";

    private final WengertList list;

    /** What indices of loops and schedules are called. */
    private final Map<Symbol, Size> symbols = new HashMap<>();

    /** The shapes of what comes from outside and goes there. */
    private final Map<Buffer, Shape> declared = new HashMap<>();

    /** By text, the shapes of the operands written since they were asked for that no declaration says. */
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    public Expressions(WengertList list) {
        this.list = list;
        declare(list.arguments(), list.graph().inputs());
        declare(list.results(), list.graph().results());
        list.around().symbols().forEach((symbol, name) -> symbols.put(symbol, Size.of(new Symbol(name))));
        for (Checkpoints checkpoints : list.schedule().checkpoints()) {
            String number = number(checkpoints);
            called(checkpoints.slot(), "slot" + number);
            called(checkpoints.position(), "position" + number);
        }
    }

    private void declare(List<Optional<Buffer>> buffers, List<Node> nodes) {
        for (int i = 0; i < buffers.size(); i++) {
            Shape shape = nodes.get(i).type().shape();
            buffers.get(i).ifPresent(buffer -> declared.put(buffer, shape));
        }
    }

    /** The number of a schedule; nothing if it is the only one. */
    String number(Checkpoints checkpoints) {
        return list.schedule().checkpoints().size() == 1
                ? ""
                : String.valueOf(list.schedule().checkpoints().indexOf(checkpoints));
    }

    private void called(Size symbol, String name) {
        symbol.symbol().ifPresent(s -> symbols.put(s, Size.of(new Symbol(name))));
    }

    /** Has {@code writing} write the body of a loop: one behind it may have the same index by another name. */
    public void inside(Step.Loop loop, Runnable writing) {
        Optional<Size> around = Optional.ofNullable(symbols.get(loop.index()));
        called(
                Size.of(loop.index()),
                Optional.ofNullable(list.indices().get(loop)).orElseThrow());
        writing.run();
        around.ifPresentOrElse(name -> symbols.put(loop.index(), name), () -> symbols.remove(loop.index()));
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
        return Phrase.of(notation(node, names.get(names.size() - 1)))
                .spelled((place, subscript) -> operand(node, names, place))
                .toString();
    }

    /** What a kernel is called for: {@code v1 = X*w}. */
    public String of(Step.Call call) {
        String target = part(call.place(), call.node().type().shape().count());
        return target + (call.add() ? " += " : " = ") + definition(call.node());
    }

    /** What elements become: {@code sKept[n*k:n*k+n] = s}. */
    public String of(Step.Move move) {
        return part(move.to(), move.count()) + (move.add() ? " += " : " = ") + part(move.from(), move.count());
    }

    /** With the factors behind a semicolon that a matrix has been taken apart into. */
    private static String notation(Node node, String last) {
        String notation = Declared.of(node.operator().orElseThrow()).notation();
        boolean hasFactors = ArrayOperator.in(node).isPresent()
                && node.operands().size() > 1
                && !Phrase.of(notation).mentions(last);
        return hasFactors ? notation.replaceFirst("\\)", "; " + last + ")") : notation;
    }

    private String operand(Node node, List<String> names, String place) {
        int index = names.contains(place) ? names.indexOf(place) : place.length() == 1 ? LETTERS.indexOf(place) : -1;
        if (index < 0 || index >= node.operands().size()) {
            return place;
        }
        Node operand = node.operand(index);
        return operand.type().isScalar()
                ? use(operand, binding(node))
                : array(list.place(operand), operand.type().shape());
    }

    /** An array whose shape matters. */
    String array(Place place, Shape shape) {
        String text = part(place, shape.count());
        boolean said = shape.equals(declared.get(place.buffer())) && text.equals(name(place.buffer()));
        if (shape.rank() > 1 && !said) {
            shapes.put(text, shape);
        }
        return text;
    }

    /** {@code where B[n:2*n] is n by 2}, of the matrices written since this was asked, unless their declarations say so. */
    String shapes() {
        String text = shapes.entrySet().stream()
                .map(entry -> entry.getKey() + " is " + sizes(entry.getValue(), " by "))
                .collect(Collectors.joining(", ", " where ", ""));
        boolean none = shapes.isEmpty();
        shapes.clear();
        return none ? "" : text;
    }

    /** {@code A[n,m]}; of a number the name alone. */
    String declaration(String name, Shape shape) {
        return shape.rank() == 0 ? name : name + "[" + sizes(shape, ",") + "]";
    }

    private String sizes(Shape shape, String between) {
        return shape.sizes().stream().map(this::size).collect(Collectors.joining(between));
    }

    /** What a sum or difference adds to the variable that holds its first operand. */
    public String addition(Node node) {
        boolean negative = node.operator().filter(Arithmetic.SUBTRACT::equals).isPresent();
        return (negative ? " -= " : " += ") + use(node.operand(1), Optional.of(Binding.ADDITIVE));
    }

    /** A condition, or the right side of an assignment, which need no parentheses. */
    public String value(Node given) {
        Node node = list.resolve(given);
        if (node.operation() instanceof Operation.Constant constant) {
            return Decimal.shortest(constant.value());
        }
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
        String text =
                node.operation() instanceof Operation.Whole integer ? spaced(size(integer.value())) : definition(node);
        boolean product = binding(node).equals(Optional.of(Binding.MULTIPLICATIVE));
        boolean bare = ATOM.matcher(text).matches() || (product && place.equals(Optional.of(Binding.ADDITIVE)));
        return bare ? text : "(" + text + ")";
    }

    /** An integer among real numbers, spaced as they are. */
    private static String spaced(String size) {
        return SIGN.matcher(size).replaceAll(" $0 ").replace(",", ", ");
    }

    /** {@code 2*n+k}, with indices called as they are in the list. */
    public String size(Size size) {
        return size.substitute(symbols).toString();
    }

    /** What an index, by the name of its symbol, is called in the loops around. */
    Optional<String> index(String symbol) {
        return Optional.ofNullable(symbols.get(new Symbol(symbol))).map(Size::toString);
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
