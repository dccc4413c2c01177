package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparseEntriesTest {

    @Test
    void aTriangleStandsForItsMatrix() {
        SparseEntries lower = new SparseEntries(new int[] {0, 1, 3}, new int[] {0, 0, 1}, true);
        assertThat(lower.times(new double[] {2, 3, 5}, new double[] {1, 10})).containsExactly(32, 53);
        SparseEntries all = new SparseEntries(new int[] {0, 1, 3}, new int[] {0, 0, 1}, false);
        assertThat(all.times(new double[] {2, 3, 5}, new double[] {1, 10})).containsExactly(2, 53);
    }

    @Test
    void seesWhatIsThereTwiceOrOutOfOrder() {
        assertThat(new SparseEntries(new int[] {0, 1, 3}, new int[] {1, 0, 1}, false).areInOrder())
                .isTrue();
        assertThat(new SparseEntries(new int[] {0, 0, 2}, new int[] {1, 1}, false).areInOrder())
                .isFalse();
        assertThat(new SparseEntries(new int[] {0, 2}, new int[] {1, 0}, false).areInOrder())
                .isFalse();
    }
}
