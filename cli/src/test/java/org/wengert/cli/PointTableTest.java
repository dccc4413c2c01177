package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many points in one file, and a line of results for each. */
final class PointTableTest {

    private static final String QUADRATIC = "q(v: real[n], A: real[n,n], k: int) = k*dot(v, A*v)";

    @TempDir
    private Path folder = Path.of("");

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("points.csv"), text);
    }

    private Run eval(String program, String text, String... more) throws IOException {
        List<String> first =
                List.of("eval", "-e", program, "--at-file", table(text).toString());
        return Run.of(java.util.stream.Stream.concat(first.stream(), List.of(more).stream())
                .toArray(String[]::new));
    }

    @Test
    void evaluatesEachRow() throws IOException {
        assertThat(eval("a*x^2", "x\n1\n-2\n0.5\n", "--at", "a=3")).isEqualTo(new Run(0, """
                        value,gradient.a,gradient.x
                        3,1,6
                        12,4,-12
                        0.75,0.25,3
                        """, ""));
    }

    @Test
    void aColumnIsAnElementOfAnArray() throws IOException {
        String rows = "v[1];v[0];\"A[0,0]\";A[1][1];A[ 0 ][1];A[1][0];k\n2;1;1;2;3;4;1\n0;1;5;0;0;0;2\n";
        assertThat(eval(QUADRATIC, rows, "--derive", "value,gradient(v)")).isEqualTo(new Run(0, """
                        value,gradient.v[0],gradient.v[1]
                        23,16,15
                        10,20,0
                        """, ""));
    }

    @Test
    void givesMatricesBySomethingByWhatTheyAreBy() throws IOException {
        assertThat(eval("x*y^2", "x,y\n1,2\n", "--derive", "hessian").out()).isEqualTo("""
                        hessian.x.x,hessian.x.y,hessian.y.x,hessian.y.y
                        0,4,4,2
                        """);
        assertThat(eval("f(x) = {\n a = x\n return a, 1/(x-1)\n}", "x\n1\n", "--derive", "value,jacobian")
                        .out())
                .isEqualTo("value.a,value.f2,jacobian.a.x,jacobian.f2.x\n1,inf,1,-inf\n");
    }

    @Test
    void jsonIsAnObjectALine() throws IOException {
        assertThat(eval("x^2", "x\n1\n3\n", "--format", "json").out())
                .isEqualTo("{\"value\":1,\"gradient\":{\"x\":2}}\n{\"value\":9,\"gradient\":{\"x\":6}}\n");
        assertThat(Run.of("eval", "-e", "x^2", "--at", "x=3", "--format", "csv").out())
                .isEqualTo("value,gradient.x\n9,6\n");
    }

    /** Nothing is printed where one row is at fault, and the message says which. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y~1,2~3,NA    | : line 3: 'NA' is not a number; a number that is not known is written nan",
                "x,y~1,2~3       | : line 3 has 1 fields, those before it 2",
                "x,y~1           | : line 2 has 1 fields, the first line names 2",
                "1,2~3,4         | : it does not say which parameters its columns are",
                "x,y             | : there are no rows in it",
                "''              | : there are no rows in it",
                "x,y,x~1,2,3     | : there are two columns 'x'",
                "x,y[0],y[2]~1,2,3 | : the column y[1] is missing",
                "x,y[1]~1,2      | : the column y[0] is missing",
                "y[999999999][999999999],x~1,2 | : the column y[0][0] is missing",
                "x,y[0],y[0][1]~1,2,3 | : 'y[0]' and 'y[0][1]' are columns",
                "x,y[-1]~1,2     | : column 2 is called 'y[-1]'",
                "x,z~1,2         | , line 2: 'f' has no parameter 'z'",
                "x~1             | , line 2: no value for y",
            })
    void refuses(String text, String message) throws IOException {
        Run run = eval("x*y", text.replace('~', '\n'));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("points.csv'" + message);
    }

    @Test
    void refusesARowWithoutAValue() throws IOException {
        Run run = eval("f(v: real[n], k: int) = v[k]", "k\n0\n7\n", "--at", "v=[1,2]");
        assertThat(run).isEqualTo(new Run(2, "", run.err()));
        assertThat(run.err()).contains("points.csv', line 3: ").contains("index 7 is not in 0:2");
    }

    @Test
    void refusesTwoTablesAndNamesThatAreGivenTwice() throws IOException {
        assertThat(eval("x", "x\n1\n", "--at-file", table("x\n1\n").toString()).err())
                .contains("is a second table of points");
        assertThat(eval("x", "x\n1\n", "--at", "x=1").err()).contains("the point gives 'x' twice");
        assertThat(Run.of(
                                "explain",
                                "-e",
                                "x",
                                "--at-file",
                                table("x\n1\n").toString(),
                                "--html",
                                folder.resolve("r.html").toString())
                        .err())
                .contains("a report begins at one point, and there is a table of points");
    }

    @Test
    void saysAtWhichRowNaNComesUp() throws IOException {
        assertThat(eval("log(x - 1)", "x\n2\n0.5\n", "--trap", "nan").err())
                .contains("makes NaN")
                .contains("points.csv', line 3 [not-a-number]");
    }

    @Test
    void takesNoLongerThanItMay() throws IOException {
        String loop = "f(x, n: int) = {\n s = x\n for k in 0:n { s = sin(s) }\n return s\n}";
        Run run = eval(loop, "x,n\n1,10\n1,1000000000\n", "--derive", "value", "--limit", "1");
        assertThat(run.err()).contains("evaluating this takes more than 1 second [limit]");
    }
}
