package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Requirement.Relation;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.source.Span;

/** Sees to what integers must be: reports now what can be told now, and leaves the rest to be checked at the call. */
final class Requirements {

    /** So many iterations of loops whose bounds are known are looked at when compiling. */
    private static final long MOST_ITERATIONS = 10_000;

    private final Diagnostics diagnostics;

    Requirements(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** What to say if it does not hold. */
    record Complaint(Code code, Span span, Message message, Optional<String> hint) {

        Complaint(Code code, Span span, Message message) {
            this(code, span, message, Optional.empty());
        }
    }

    /** Demands that {@code size} is at least 0 wherever this is evaluated; false, and a report, if it never is. */
    boolean nonNegative(Size size, Scope scope, Complaint complaint) {
        Facts facts = scope.facts();
        return facts.imply(size) || check(reduced(size, facts, complaint), complaint, scope);
    }

    /** Demands that {@code a} and {@code b} are equal; false, and a report, if they never are. */
    boolean equal(Size a, Size b, Scope scope, Complaint complaint) {
        if (a.equals(b)) {
            return true;
        }
        Size difference = a.minus(b);
        Facts facts = scope.facts();
        if (difference.constant().isPresent()) {
            report(complaint, complaint.message().toString());
            return false;
        }
        return (facts.imply(difference) && facts.imply(b.minus(a)))
                || check(whole(difference, Relation.ZERO, facts, complaint), complaint, scope);
    }

    /** Demands at a call of a function what the function requires. */
    boolean inherit(Requirement r, Map<Symbol, Size> symbols, String function, Scope scope, Span span) {
        Facts facts = scope.facts();
        for (Loop loop : r.loops()) {
            facts = facts.inside(loop.substitute(symbols));
        }
        facts = facts.and(r.guards().stream().map(g -> g.substitute(symbols)).toList());
        Size value = r.value().substitute(symbols);
        boolean implied = r.relation() == Relation.ZERO
                ? facts.imply(value) && facts.imply(Size.ZERO.minus(value))
                : facts.imply(value);
        if (implied) {
            return true;
        }
        Complaint complaint = new Complaint(
                r.code(), span, Message.of("in " + function + ": ", r.message().substitute(symbols)));
        Requirement here = r.relation() == Relation.ZERO
                ? whole(value, r.relation(), facts, complaint)
                : reduced(value, facts, complaint);
        return check(here, complaint, scope);
    }

    /** The requirement without the indices for which the worst value is known. */
    private static Requirement reduced(Size value, Facts facts, Complaint complaint) {
        List<Loop> kept = new ArrayList<>();
        List<Size> guards = new ArrayList<>(facts.conditions());
        Size least = value;
        Message message = complaint.message();
        for (int i = facts.loops().size() - 1; i >= 0; i--) {
            Loop loop = facts.loops().get(i);
            Symbol index = loop.index();
            boolean free = guards.stream().noneMatch(g -> g.contains(index))
                    && kept.stream().noneMatch(k -> k.contains(index));
            Optional<Size> end = free ? facts.end(least, loop) : Optional.empty();
            if (end.isPresent()) {
                Map<Symbol, Size> worst = Map.of(index, end.get());
                least = least.substitute(worst);
                message = message.substitute(worst);
                Size runs = loop.count().plus(-1);
                if (!facts.around(i).imply(runs)) {
                    guards.add(runs);
                }
            } else {
                kept.add(0, loop);
            }
        }
        return new Requirement(
                least, Relation.AT_LEAST_ZERO, kept, List.copyOf(guards), complaint.code(), complaint.span(), message);
    }

    /** The requirement for all values of the indices in it. */
    private static Requirement whole(Size value, Relation relation, Facts facts, Complaint complaint) {
        List<Loop> kept = new ArrayList<>();
        for (int i = facts.loops().size() - 1; i >= 0; i--) {
            Loop loop = facts.loops().get(i);
            boolean read = value.contains(loop.index())
                    || facts.conditions().stream().anyMatch(g -> g.contains(loop.index()))
                    || kept.stream().anyMatch(k -> k.contains(loop.index()));
            if (read) {
                kept.add(0, loop);
            }
        }
        return new Requirement(
                value, relation, kept, facts.conditions(), complaint.code(), complaint.span(), complaint.message());
    }

    private boolean check(Requirement requirement, Complaint complaint, Scope scope) {
        if (requirement.symbols().isEmpty() && isShort(requirement.loops())) {
            Optional<String> violation = requirement.violation(Map.of());
            violation.ifPresent(message -> report(complaint, message));
            return violation.isEmpty();
        }
        if (isSurelyViolated(requirement)) {
            report(complaint, requirement.message().toString());
            return false;
        }
        scope.symbols().require(requirement);
        return true;
    }

    /** Whether the value is a number, and the wrong one, whatever the call. */
    private static boolean isSurelyViolated(Requirement r) {
        return r.loops().isEmpty()
                && r.guards().isEmpty()
                && r.value().constant().isPresent()
                && !r.relation().holds(r.value().constant().getAsLong());
    }

    private static boolean isShort(List<Loop> loops) {
        long iterations = 1;
        for (Loop loop : loops) {
            long count = loop.count().constant().orElse(MOST_ITERATIONS + 1);
            iterations = count > MOST_ITERATIONS ? count : iterations * Math.max(1, count);
            if (iterations > MOST_ITERATIONS) {
                return false;
            }
        }
        return true;
    }

    private void report(Complaint complaint, String message) {
        diagnostics.report(complaint.code(), complaint.span(), message, complaint.hint());
    }
}
