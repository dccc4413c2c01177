package org.wengert.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wengert.Program;
import org.wengert.Wengert;

class UnrollingTest {

    /** Both branches of the inner conditional give one result, so that nobody reads {@code b} and what it is made of. */
    @Test
    void writesNothingOutThatNobodyReads() {
        Program program = Wengert.compile("""
                f(x, y) = {
                  q = x
                  for k in 0:2 {
                    q = sin(q)
                  }
                  if x < 2 {
                    if x > y {
                      a = x
                      b = y
                    } else {
                      a = 1
                      b = q
                    }
                    r = y
                    if 2 == r {
                      s = 0
                    } else {
                      if b <= a {
                        s = x
                      } else {
                        s = x
                      }
                    }
                  } else {
                    s = 1
                  }
                  return s
                }
                """);
        double[] gradient = new double[2];
        assertThat(program.gradient(new double[] {1, 1}, gradient)).isEqualTo(1);
        assertThat(gradient).containsExactly(1, 0);
        assertThat(program.value(new double[] {3, 1})).isEqualTo(1);
    }
}
