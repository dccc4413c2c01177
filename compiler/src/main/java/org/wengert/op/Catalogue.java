package org.wengert.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wengert.ir.Operator;

/** All operators; one that stands here can be called, differentiated, emitted, documented and is tested. */
public final class Catalogue {

    private static final Map<String, ScalarOperator> BY_NAME = index();
    private static final List<Members> FAMILIES = Stream.of(
                    Powers.FAMILIES,
                    PowerDerivatives.FAMILIES,
                    OfRoots.FAMILIES,
                    SquaresOfArcs.FAMILIES,
                    Special.FAMILIES,
                    Ratios.FAMILIES,
                    Remainders.FAMILIES,
                    Shares.FAMILIES,
                    LongNorms.FAMILIES,
                    Bells.FAMILIES)
            .flatMap(List::stream)
            .toList();
    private static final Pattern MEMBER = Pattern.compile("(\\w+)\\[(-?\\d{1,7}(?:,\\d{1,4})?)]");

    private Catalogue() {}

    /** Every operator but the families, in the order of the documents. */
    public static List<ScalarOperator> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** Members of the families {@code power[n]}, {@code pow[j,k]}, {@code polygamma[n]} and others for tests and documents. */
    public static List<ScalarOperator> familyMembers() {
        return FAMILIES.stream().flatMap(members -> members.sampled().stream()).toList();
    }

    /** The built-in that authors call by {@code name}. */
    public static Optional<ScalarOperator> builtIn(String name) {
        return Optional.ofNullable(BY_NAME.get(name)).filter(ScalarOperator::visible);
    }

    /** The names that authors can call. */
    public static List<String> builtInNames() {
        return BY_NAME.values().stream()
                .filter(ScalarOperator::visible)
                .map(ScalarOperator::name)
                .toList();
    }

    /** The operator that dumps call {@code name}, members of families included. */
    public static Optional<ScalarOperator> named(String name) {
        Matcher member = MEMBER.matcher(name);
        if (!member.matches()) {
            return Optional.ofNullable(BY_NAME.get(name));
        }
        int[] numbers = Stream.of(member.group(2).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        return FAMILIES.stream()
                .filter(m -> m.family().equals(member.group(1)) && m.numbers() == numbers.length)
                .map(m -> m.member().apply(numbers))
                .findFirst();
    }

    /** Every operator on whole arrays; of a family with attributes, one member. */
    public static List<ArrayOperator> arrays() {
        return Stream.of(Layout.samples(), Products.ALL, Euclidean.OF_ARRAYS, LinearAlgebra.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** The operator on arrays that dumps call {@code name}. */
    public static Optional<ArrayOperator> namedArray(String name) {
        int open = name.indexOf('[');
        String family = open < 0 ? name : name.substring(0, open);
        String attributes = open < 0 ? "" : name.substring(open + 1, name.length() - 1);
        return family.equals(Layout.TRANSPOSE.name())
                ? Optional.of(Layout.TRANSPOSE)
                : Layout.named(family, attributes)
                        .or(() -> Products.named(family, attributes))
                        .or(() -> Euclidean.named(family))
                        .or(() -> LinearAlgebra.named(family, attributes));
    }

    /** The calls of the runtime that operators on arrays are. */
    public static List<KernelForm> kernels() {
        return Stream.of(Products.ALL, Euclidean.OF_ARRAYS, LinearAlgebra.ALL)
                .flatMap(List::stream)
                .flatMap(o -> o.java().stream())
                .toList();
    }

    /** Any operator that dumps call {@code name}. */
    public static Optional<? extends Operator> anyNamed(String name) {
        Optional<ScalarOperator> scalar = named(name);
        return scalar.isPresent() ? scalar : namedArray(name);
    }

    private static Map<String, ScalarOperator> index() {
        Map<String, ScalarOperator> byName = new LinkedHashMap<>();
        Stream.of(
                        Arithmetic.ALL,
                        Powers.ALL,
                        Euclidean.ALL,
                        Exponentials.ALL,
                        Trigonometric.ALL,
                        Piecewise.ALL,
                        Special.ALL,
                        Bells.ALL,
                        Ratios.ALL,
                        Steps.ALL,
                        Distances.ALL,
                        Remainders.ALL,
                        Shares.ALL,
                        OfRoots.ALL,
                        Logs.ALL,
                        LogsOfBases.ALL,
                        Slopes.ALL,
                        Logic.ALL)
                .flatMap(List::stream)
                .forEach(operator -> byName.put(operator.name(), operator));
        return byName;
    }
}
