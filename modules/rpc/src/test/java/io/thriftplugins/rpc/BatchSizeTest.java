package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The number of rows to ask for")
final class BatchSizeTest {

    private static final long QUICK = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final BatchSize size = new BatchSize();

    private int after(int rows, int bytesOfEach, long nanos) {
        size.arrived(rows, rows * bytesOfEach, nanos);
        return size.count();
    }

    @Test
    @DisplayName("is small at first, and grows until a message is well filled")
    void grows() {
        assertThat(size.count()).isEqualTo(32);
        assertThat(after(32, 10, QUICK)).isEqualTo(256);
        assertThat(after(256, 10, QUICK)).isEqualTo(2048);
        assertThat(after(2048, 10, QUICK)).isEqualTo(6144);
        assertThat(after(6144, 10, QUICK)).isEqualTo(6144);
    }

    @Test
    @DisplayName("follows the length of the rows, down to one that alone fills a message")
    void followsLength() {
        assertThat(after(32, 100, QUICK)).isEqualTo(256);
        assertThat(after(256, 1000, QUICK)).isEqualTo(61);
        assertThat(after(61, 1_000_000, QUICK)).isEqualTo(1);
        assertThat(after(1, 100, QUICK)).isEqualTo(8);
    }

    @Test
    @DisplayName("falls when the source takes long for a batch, so that rows don't come by the second")
    void followsTheSourcesPace() {
        assertThat(after(32, 10, 3200 * QUICK)).isEqualTo(1);
        assertThat(after(1, 10, QUICK)).isEqualTo(8);
        assertThat(after(8, 10, SECOND / 5)).isEqualTo(4);
        assertThat(after(4, 10, 100 * SECOND)).isEqualTo(1);
    }

    @Test
    @DisplayName("learns nothing from a batch without rows")
    void empty() {
        assertThat(after(32, 10, QUICK)).isEqualTo(256);
        assertThat(after(0, 10, QUICK)).isEqualTo(256);
    }
}
