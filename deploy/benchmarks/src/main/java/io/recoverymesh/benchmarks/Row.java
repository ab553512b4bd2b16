package io.recoverymesh.benchmarks;

/**
 * One line of the report.
 *
 * @param unit of the value
 * @param limit what the ratio must not pass, as text; empty where nothing was promised
 * @param ratio to the denominator; NaN for a denominator
 */
record Row(String benchmark, String what, double value, String unit, double ratio, String limit) {
    static Row denominator(String benchmark, String what, double value, String unit) {
        return new Row(benchmark, what, value, unit, Double.NaN, "");
    }
}
