package org.wengert.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wengert.ir.Operator;

/** All operators; one that stands here can be called, differentiated, emitted, documented and is tested. */
public final class Catalogue {

    private static final Map<String, ScalarOperator> BY_NAME = index();
    private static final Pattern FAMILY = Pattern.compile(
            "(power|pow|polygamma|cos_root|cosh_root|gauss|normal_density|exprel|sinc|erfcx|bernoulli|langevin|cot_rest|log1prel|hypot|hypot_part|root_of_squares)\\[(-?\\d{1,7})(?:,(\\d{1,4}))?]");

    private Catalogue() {}

    /** Every operator but the families, in the order of the documents. */
    public static List<ScalarOperator> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** Members of the families {@code power[n]}, {@code pow[j,k]}, {@code polygamma[n]} and others for tests and documents. */
    public static List<ScalarOperator> familyMembers() {
        return Stream.of(
                        Stream.of(-5, -4, -3, -2, -1, 2, 3, 4, 5, 8).map(Powers::power),
                        Stream.of(
                                PowerDerivatives.of(1, 0),
                                PowerDerivatives.of(0, 1),
                                PowerDerivatives.of(2, 0),
                                PowerDerivatives.of(1, 1),
                                PowerDerivatives.of(0, 2),
                                PowerDerivatives.of(2, 2),
                                OfRoots.cosine(0),
                                OfRoots.cosine(1),
                                OfRoots.cosine(2),
                                OfRoots.hyperbolic(0),
                                OfRoots.hyperbolic(1),
                                OfRoots.hyperbolic(2),
                                Special.polygamma(1),
                                Special.polygamma(2)),
                        Stream.of(Ratios.exprel(1), Ratios.exprel(2), Ratios.sinc(1), Ratios.sinc(2)),
                        Stream.of(
                                Ratios.erfcx(1),
                                Ratios.erfcx(2),
                                Ratios.bernoulli(0),
                                Ratios.bernoulli(1),
                                Ratios.bernoulli(2)),
                        IntStream.rangeClosed(0, 2)
                                .boxed()
                                .flatMap(n -> Stream.of(
                                        Remainders.langevin(n), Remainders.cotRest(n), Remainders.log1prel(n))),
                        Stream.of(
                                LongNorms.named("hypot", 3),
                                LongNorms.named("hypot", 5),
                                LongNorms.partOf(3, 0),
                                LongNorms.partOf(4, 1),
                                LongNorms.named("root_of_squares", 3)),
                        Stream.of(Bells.gauss(0), Bells.gauss(1), Bells.gauss(2)),
                        Stream.of(Bells.normalDensity(0), Bells.normalDensity(1), Bells.normalDensity(2)))
                .flatMap(s -> s)
                .toList();
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
        Matcher family = FAMILY.matcher(name);
        if (!family.matches()) {
            return Optional.ofNullable(BY_NAME.get(name));
        }
        int attribute = Integer.parseInt(family.group(2));
        return switch (family.group(1)) {
            case "power" -> Optional.of(Powers.power(attribute));
            case "exprel" -> Optional.of(Ratios.exprel(attribute));
            case "sinc" -> Optional.of(Ratios.sinc(attribute));
            case "erfcx" -> Optional.of(Ratios.erfcx(attribute));
            case "bernoulli" -> Optional.of(Ratios.bernoulli(attribute));
            case "langevin" -> Optional.of(Remainders.langevin(attribute));
            case "cot_rest" -> Optional.of(Remainders.cotRest(attribute));
            case "log1prel" -> Optional.of(Remainders.log1prel(attribute));
            case "pow" ->
                Optional.ofNullable(family.group(3)).map(k -> PowerDerivatives.of(attribute, Integer.parseInt(k)));
            case "hypot_part" ->
                Optional.ofNullable(family.group(3)).map(i -> LongNorms.partOf(attribute, Integer.parseInt(i)));
            case "hypot", "root_of_squares" -> Optional.of(LongNorms.named(family.group(1), attribute));
            case "cos_root" -> Optional.of(OfRoots.cosine(attribute));
            case "cosh_root" -> Optional.of(OfRoots.hyperbolic(attribute));
            case "gauss" -> Optional.of(Bells.gauss(attribute));
            case "normal_density" -> Optional.of(Bells.normalDensity(attribute));
            default -> Optional.of(Special.polygamma(attribute));
        };
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
                        Logs.ALL,
                        Slopes.ALL,
                        Logic.ALL)
                .flatMap(List::stream)
                .forEach(operator -> byName.put(operator.name(), operator));
        return byName;
    }
}
