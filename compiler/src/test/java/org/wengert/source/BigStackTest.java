package org.wengert.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BigStackTest {

    private static int depth(int levels) {
        return levels == 0 ? 0 : 1 + depth(levels - 1);
    }

    @Test
    void hasRoomForDeepRecursion() {
        assertThat(BigStack.call(() -> depth(200_000))).isEqualTo(200_000);
    }

    @Test
    void letsWhatIsThrownOutAsItIs() {
        IllegalStateException exception = new IllegalStateException("mine");
        assertThatThrownBy(() -> BigStack.call(() -> {
                    throw exception;
                }))
                .isSameAs(exception);
        AssertionError error = new AssertionError("mine");
        assertThatThrownBy(() -> BigStack.call(() -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void staysOnTheThreadThatIsBigAlready() {
        assertThat(BigStack.call(() -> Thread.currentThread() == BigStack.call(Thread::currentThread)))
                .isTrue();
    }

    @Test
    void leavesAnInterruptForTheCaller() {
        Thread.currentThread().interrupt();
        assertThat(BigStack.call(() -> 1)).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }
}
