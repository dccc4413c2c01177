/* What generated code calls, for C99: the functions that the samples need, written after those of the module runtime. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define Double_NaN NAN
#define Double_POSITIVE_INFINITY INFINITY
#define Double_NEGATIVE_INFINITY (-INFINITY)
#define Double_MAX_VALUE 0x1.fffffffffffffp1023
#define Double_MIN_VALUE 0x1p-1074
#define Math_PI 3.141592653589793
#define Math_E 2.718281828459045

/* What callers may get wrong is checked in Java. */
#define check(name, length, expected)
#define distinct(name, same)

static inline double Math_exp(double x) { return exp(x); }
static inline double Math_expm1(double x) { return expm1(x); }
static inline double Math_log(double x) { return log(x); }
static inline double Math_log1p(double x) { return log1p(x); }
static inline double Math_sqrt(double x) { return sqrt(x); }
static inline double Math_cbrt(double x) { return cbrt(x); }
static inline double Math_sin(double x) { return sin(x); }
static inline double Math_cos(double x) { return cos(x); }
static inline double Math_tan(double x) { return tan(x); }
static inline double Math_atan(double x) { return atan(x); }
static inline double Math_atan2(double y, double x) { return atan2(y, x); }
static inline double Math_sinh(double x) { return sinh(x); }
static inline double Math_cosh(double x) { return cosh(x); }
static inline double Math_tanh(double x) { return tanh(x); }
static inline double Math_pow(double x, double y) { return pow(x, y); }
static inline double Math_hypot(double x, double y) { return hypot(x, y); }
static inline double Math_abs(double x) { return fabs(x); }
static inline double Math_floor(double x) { return floor(x); }
static inline double Math_ceil(double x) { return ceil(x); }
static inline double Math_rint(double x) { return rint(x); }
static inline double Math_signum(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }
static inline double Math_copySign(double x, double y) { return copysign(x, y); }
static inline bool Double_isNaN(double x) { return x != x; }
static inline bool Double_isInfinite(double x) { return fabs(x) > Double_MAX_VALUE; }
static inline int Math_floorMod(int a, int b) { int r = a % b; return r != 0 && (r < 0) != (b < 0) ? r + b : r; }

/* Of NaN and another number, NaN; of the two zeros, the negative one is less. */
static inline double Math_max(double a, double b) {
    return a != a ? a : a == 0 && b == 0 ? (signbit(a) ? b : a) : a >= b ? a : b;
}
static inline double Math_min(double a, double b) {
    return a != a ? a : a == 0 && b == 0 ? (signbit(a) ? a : b) : a <= b ? a : b;
}

static inline double *zeros(int n) { return calloc(n > 0 ? n : 1, sizeof(double)); }

static inline void Arrays_fill(double *x, int from, int to, double value) {
    for (int i = from; i < to; i++) {
        x[i] = value;
    }
}

static inline void System_arraycopy(const double *from, int fromAt, double *to, int toAt, int count) {
    memmove(to + toAt, from + fromAt, count * sizeof(double));
}

/* Arrays of the workspace that grow, with their lengths. */
static int lengths[1000];

static inline double *atLeast(double **workspace, int slot, int size) {
    if (lengths[slot] < size) {
        workspace[slot] = zeros(size);
        lengths[slot] = size;
    }
    return workspace[slot];
}

static inline double Matrices_dot(int n, const double *a, int aAt, const double *b, int bAt) {
    double s[4] = {0, 0, 0, 0};
    for (int i = 0; i < n; i++) {
        s[i % 4] = fma(a[aAt + i], b[bAt + i], s[i % 4]);
    }
    return (s[0] + s[1]) + (s[2] + s[3]);
}

static inline void Matrices_addOuter(
        int rows, int columns, const double *a, int aAt, const double *b, int bAt, double *y, int yAt) {
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            y[yAt + i * columns + j] = fma(a[aAt + i], b[bAt + j], y[yAt + i * columns + j]);
        }
    }
}

static inline void Matrices_outer(
        int rows, int columns, const double *a, int aAt, const double *b, int bAt, double *y, int yAt) {
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            y[yAt + i * columns + j] = a[aAt + i] * b[bAt + j];
        }
    }
}

static inline void Matrices_timesVector(
        int rows, int columns, const double *a, int aAt, const double *x, int xAt, double *y, int yAt) {
    for (int i = 0; i < rows; i++) {
        y[yAt + i] = Matrices_dot(columns, a, aAt + i * columns, x, xAt);
    }
}

static inline void Matrices_addTimesVector(
        int rows, int columns, const double *a, int aAt, const double *x, int xAt, double *y, int yAt) {
    for (int i = 0; i < rows; i++) {
        y[yAt + i] += Matrices_dot(columns, a, aAt + i * columns, x, xAt);
    }
}

static inline void Matrices_addTransposedTimesVector(
        int rows, int columns, const double *a, int aAt, const double *x, int xAt, double *y, int yAt) {
    for (int j = 0; j < columns; j++) {
        for (int i = 0; i < rows; i++) {
            y[yAt + j] = fma(a[aAt + i * columns + j], x[xAt + i], y[yAt + j]);
        }
    }
}

static inline void Matrices_transposedTimesVector(
        int rows, int columns, const double *a, int aAt, const double *x, int xAt, double *y, int yAt) {
    Arrays_fill(y, yAt, yAt + columns, 0);
    Matrices_addTransposedTimesVector(rows, columns, a, aAt, x, xAt, y, yAt);
}

enum { Transposed_NEITHER, Transposed_LEFT, Transposed_RIGHT, Transposed_BOTH };

static inline void Matrices_addMultiply(
        int transposed, int m, int n, int k, const double *a, int aAt, const double *b, int bAt, double *y, int yAt) {
    bool s = transposed == Transposed_LEFT || transposed == Transposed_BOTH;
    bool t = transposed == Transposed_RIGHT || transposed == Transposed_BOTH;
    for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
            double sum = y[yAt + i * n + j];
            for (int l = 0; l < k; l++) {
                sum = fma(a[aAt + (s ? l * m + i : i * k + l)], b[bAt + (t ? j * k + l : l * n + j)], sum);
            }
            y[yAt + i * n + j] = sum;
        }
    }
}

static inline void Matrices_multiply(
        int transposed, int m, int n, int k, const double *a, int aAt, const double *b, int bAt, double *y, int yAt) {
    Arrays_fill(y, yAt, yAt + m * n, 0);
    Matrices_addMultiply(transposed, m, n, k, a, aAt, b, bAt, y, yAt);
}

/* Within the range in which a sum of squares is right. */
static inline double Norms_norm(int n, const double *x, int xAt) { return sqrt(Matrices_dot(n, x, xAt, x, xAt)); }

static inline void Norms_unit(int n, const double *x, int xAt, double *y, int yAt) {
    double r = Norms_norm(n, x, xAt);
    for (int i = 0; i < n; i++) {
        y[yAt + i] = r == 0 ? 0 : x[xAt + i] / r;
    }
}

static inline void Norms_project(
        int n, const double *x, int xAt, const double *v, int vAt, double *y, int yAt) {
    double r = Norms_norm(n, x, xAt);
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += x[xAt + j] / r * (x[xAt + j] / r * v[vAt + i] - x[xAt + i] / r * v[vAt + j]);
        }
        y[yAt + i] = sum / r;
    }
}

static inline double Norms_hypot(double a, double b) { return hypot(a, b); }

/* LU with partial pivoting; behind the factors the rows that were exchanged. */
static inline void LinearSystems_factor(int n, const double *a, int aAt, double *f, int fAt) {
    memcpy(f + fAt, a + aAt, n * n * sizeof(double));
    double *lu = f + fAt;
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++) {
            pivot = fabs(lu[i * n + k]) > fabs(lu[pivot * n + k]) ? i : pivot;
        }
        lu[n * n + k] = pivot;
        for (int j = 0; j < n && pivot != k; j++) {
            double value = lu[k * n + j];
            lu[k * n + j] = lu[pivot * n + j];
            lu[pivot * n + j] = value;
        }
        for (int i = k + 1; i < n; i++) {
            lu[i * n + k] /= lu[k * n + k];
            for (int j = k + 1; j < n; j++) {
                lu[i * n + j] -= lu[i * n + k] * lu[k * n + j];
            }
        }
    }
}

static inline void exchange(int columns, double *x, int row, int other) {
    for (int c = 0; c < columns; c++) {
        double value = x[row * columns + c];
        x[row * columns + c] = x[other * columns + c];
        x[other * columns + c] = value;
    }
}

static inline void LinearSystems_solve(
        int n, int columns, const double *f, int fAt, const double *b, int bAt, double *x, int xAt) {
    const double *lu = f + fAt;
    double *y = x + xAt;
    memmove(y, b + bAt, n * columns * sizeof(double));
    for (int k = 0; k < n; k++) {
        exchange(columns, y, k, (int) lu[n * n + k]);
    }
    for (int c = 0; c < columns; c++) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                y[i * columns + c] -= lu[i * n + j] * y[j * columns + c];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                y[i * columns + c] -= lu[i * n + j] * y[j * columns + c];
            }
            y[i * columns + c] /= lu[i * n + i];
        }
    }
}

static inline void LinearSystems_solveTransposed(
        int n, int columns, const double *f, int fAt, const double *b, int bAt, double *x, int xAt) {
    const double *lu = f + fAt;
    double *y = x + xAt;
    memmove(y, b + bAt, n * columns * sizeof(double));
    for (int c = 0; c < columns; c++) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                y[i * columns + c] -= lu[j * n + i] * y[j * columns + c];
            }
            y[i * columns + c] /= lu[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                y[i * columns + c] -= lu[j * n + i] * y[j * columns + c];
            }
        }
    }
    for (int k = n - 1; k >= 0; k--) {
        exchange(columns, y, k, (int) lu[n * n + k]);
    }
}

static inline double NormalDistribution_normalCdf(double x) { return 0.5 * erfc(-x * 0.7071067811865476); }
static inline double NormalDistribution_normalDensity(double x) { return exp(-0.5 * x * x) * 0.3989422804014327; }

static inline double Differences_compound(double x, double n) { return exp(n * log1p(x)); }
static inline double Differences_compoundLessOne(double x, double n) { return expm1(n * log1p(x)); }
