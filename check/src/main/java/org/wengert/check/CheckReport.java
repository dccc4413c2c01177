package org.wengert.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of checking one function.
 *
 * @param points where it was checked
 * @param rejected points drawn where it has no finite value or derivative
 * @param kinks points drawn that lie on an edge between two pieces
 * @param findings every number compared, failures and not
 * @param notes what else there is to say of how it was checked
 */
public record CheckReport(
        String function, int points, int rejected, int kinks, List<Finding> findings, List<String> notes) {

    public boolean failed() {
        return findings.stream().anyMatch(Finding::failed);
    }

    public long failures() {
        return findings.stream().filter(Finding::failed).count();
    }

    /** The numbers compared of one kind. */
    public long compared(Finding.Kind kind) {
        return findings.stream().filter(f -> f.kind() == kind).count();
    }

    /** The one furthest beyond, or nearest to, its tolerance. */
    public Optional<Finding> worst(Finding.Kind kind) {
        return findings.stream().filter(f -> f.kind() == kind).max(Comparator.comparingDouble(Finding::severity));
    }
}
