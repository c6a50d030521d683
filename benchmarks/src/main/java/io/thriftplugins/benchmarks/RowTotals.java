package io.thriftplugins.benchmarks;

/** Looks at every value, and notices when one is missing. */
final class RowTotals {

    private long ids;
    private double ratios;
    private long characters;

    void add(long id, double ratio, String text) {
        ids += id;
        ratios += ratio;
        characters += text.length();
    }

    void check(long rows) {
        if (ids != rows * (rows - 1) / 2 || ratios != ids * 0.5 || characters != rows * 10) {
            throw new IllegalStateException("Rows are missing: " + ids + ", " + ratios + ", " + characters);
        }
    }
}
