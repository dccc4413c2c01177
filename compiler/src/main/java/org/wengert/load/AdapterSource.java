package org.wengert.load;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.wengert.load.Adapter.Passing;

/**
 * The text of a class that implements an interface. Of {@code double value(double[][] A, double c)}:
 *
 * <pre>{@code
 * private static final MethodHandle H0 = handle(0);
 * private final double[] m0;
 *
 * public double value(double[][] a0, double a1) {
 *     read("A", a0, e[0], e[1], m0);
 *     double r = (double) H0.invokeExact(target, m0, a1);
 *     return r;
 * }
 * }</pre>
 */
final class AdapterSource {

    /** The simple name of the class. */
    static final String NAME = "Program_";

    /** How a hidden class comes to its handles. */
    static final String HIDDEN = "MethodHandles.classDataAt(MethodHandles.lookup(), \"_\", MethodHandle.class, i)";

    /** How a class that {@link Adapter} has loaded comes to its handles. */
    static final String LOADED =
            "(MethodHandle) ((java.util.function.IntFunction<?>) Program_.class.getClassLoader()).apply(i)";

    private static final String COPYING = """
              private static void shape(String name, double[][] rows, int m, int n) {
                if (rows.length != m) {
                  throw new IllegalArgumentException(name + " has " + rows.length + " rows, expected " + m);
                }
                for (double[] row : rows) {
                  if (row.length != n) {
                    throw new IllegalArgumentException(name + " has a row of " + row.length + " elements, expected " + n);
                  }
                }
              }
              private static void read(String name, double[][] rows, int m, int n, double[] into) {
                shape(name, rows, m, n);
                for (int i = 0; i < m; i++) {
                  System.arraycopy(rows[i], 0, into, i * n, n);
                }
              }
              private static void write(double[] from, double[][] rows, int m, int n) {
                for (int i = 0; i < m; i++) {
                  System.arraycopy(from, i * n, rows[i], 0, n);
                }
              }
            """;

    private final StringBuilder text = new StringBuilder();
    private int matrices;

    private AdapterSource() {}

    static String of(String face, String packageName, String handleAt, List<Adapter.Call> calls) {
        AdapterSource source = new AdapterSource();
        if (!packageName.isEmpty()) {
            source.line("package " + packageName + ";");
        }
        source.line("import java.lang.invoke.MethodHandle;");
        source.line("import java.lang.invoke.MethodHandles;");
        source.line("final class " + NAME + " implements " + face + " {");
        source.line("  private static MethodHandle handle(int i) {");
        source.line("    try { return " + handleAt + "; } catch (Exception e) { throw new IllegalStateException(e); }");
        source.line("  }");
        source.line("  private final Object target;");
        source.line("  private final int[] e;");
        for (int i = 0; i < calls.size(); i++) {
            source.method(calls.get(i), i);
        }
        source.constructor();
        if (source.matrices > 0) {
            source.text.append(COPYING);
        }
        source.line("}");
        return source.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void constructor() {
        line("  " + NAME + "(Object target, int[] extents) {");
        line("    this.target = target;");
        line("    e = extents;");
        for (int i = 0; i < matrices; i++) {
            line("    m" + i + " = new double[" + extents(i).replace(", ", "*") + "];");
        }
        line("  }");
    }

    /** Rows and columns of a matrix. */
    private static String extents(int matrix) {
        return "e[" + 2 * matrix + "], e[" + (2 * matrix + 1) + "]";
    }

    private void method(Adapter.Call call, int index) {
        Method method = call.method();
        List<String> parameters = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        if (!call.isStatic()) {
            passed.add("target");
        }
        for (int i = 0; i < method.getParameterCount(); i++) {
            parameters.add(method.getParameterTypes()[i].getCanonicalName() + " a" + i);
            if (call.passing().get(i) == Passing.DIRECT) {
                passed.add("a" + i);
                continue;
            }
            String rows = "\"" + call.names().get(i) + "\", a" + i + ", " + extents(matrices);
            if (call.passing().get(i) == Passing.MATRIX_READ) {
                before.add("read(" + rows + ", m" + matrices + ");");
            } else {
                before.add("shape(" + rows + ");");
                after.add("write(m" + matrices + ", a" + i + ", " + extents(matrices) + ");");
            }
            line("  private final double[] m" + matrices + ";");
            passed.add("m" + matrices++);
        }
        String returned = method.getReturnType().getCanonicalName();
        boolean returns = !returned.equals("void");
        line("  private static final MethodHandle H" + index + " = handle(" + index + ");");
        line("  public " + returned + " " + method.getName() + "(" + String.join(", ", parameters) + ") {");
        before.forEach(statement -> line("    " + statement));
        line("    try {");
        line("      " + (returns ? returned + " r = (" + returned + ") " : "") + "H" + index + ".invokeExact("
                + String.join(", ", passed) + ");");
        after.forEach(statement -> line("      " + statement));
        line(returns ? "      return r;" : "      return;");
        line("    }");
        line("    catch (RuntimeException | Error t) { throw t; }");
        line("    catch (Throwable t) { throw new IllegalStateException(t); }");
        line("  }");
    }
}
