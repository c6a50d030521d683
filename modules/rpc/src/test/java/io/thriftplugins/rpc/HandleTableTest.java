package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.ServedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of the objects that a peer holds")
class HandleTableTest {

    private static final int LIMIT = 3;

    private final AtomicInteger closed = new AtomicInteger();
    private final HandleTable table = new HandleTable("plugin 'p'", LIMIT);

    private HeldObject object(boolean handedOver) {
        return HeldObject.of(
                ServedObject.builder("o").onClose(closed::incrementAndGet).build(), handedOver);
    }

    private static void assertCode(ErrorCode code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    @DisplayName("never uses a handle again, and tells released ones from those that never were")
    void handles() throws Exception {
        assertThat(table.add(object(true))).isZero();
        table.release(0);
        assertThat(table.add(object(true))).isEqualTo(1);

        assertCode(ErrorCode.OBJECT_RELEASED, () -> table.get(0, ServedObject.class));
        assertCode(ErrorCode.INVALID_OBJECT, () -> table.get(2, ServedObject.class));
        assertCode(ErrorCode.INVALID_OBJECT, () -> table.get(-1, ServedObject.class));
        assertCode(ErrorCode.INVALID_OBJECT, () -> table.get(1, Blob.class));
        assertThat(table.get(1, ServedObject.class).name()).isEqualTo("o");
    }

    @Test
    @DisplayName("closes what was handed over, once, and nothing that was lent")
    void release() throws Exception {
        int given = table.add(object(true));
        int lent = table.add(object(false));
        for (int i = 0; i < 2; i++) {
            table.release(given);
            table.release(lent);
        }
        assertThat(closed).hasValue(1);
        assertThat(table.size()).isZero();
        assertThatThrownBy(() -> table.release(2)).hasMessageContaining("never was an object of handle 2");
        assertThatThrownBy(() -> table.release(Integer.MIN_VALUE)).isInstanceOf(PluginException.class);
    }

    @Test
    @DisplayName("is full at its limit, and has room again when something was released")
    void limit() throws Exception {
        for (int i = 0; i < LIMIT; i++) {
            table.add(object(true));
        }
        assertThatThrownBy(() -> table.add(object(true)))
                .hasMessageContaining("plugin 'p' holds as many objects as the limit maxHandles = 3");
        table.release(0);
        assertThat(table.add(object(true))).isEqualTo(LIMIT);
    }

    @Test
    @DisplayName("closes everything at the end, also after one that can't be closed, and takes nothing more")
    void close() throws Exception {
        table.add(object(true));
        table.add(HeldObject.of(
                ServedObject.builder("bad")
                        .onClose(() -> {
                            throw new IllegalStateException("can't be closed");
                        })
                        .build(),
                true));
        table.add(object(true));
        table.close();
        table.close();
        assertThat(closed).hasValue(2);
        assertCode(ErrorCode.CLOSED, () -> table.add(object(true)));
        table.release(17);
    }

    @Test
    @DisplayName("closes an object once when many release it at the same time as the peer ends")
    void race() throws Exception {
        for (int round = 0; round < 200; round++) {
            HandleTable raced = new HandleTable("plugin 'p'", 1);
            closed.set(0);
            int handle = raced.add(object(true));
            ExecutorService threads = Executors.newFixedThreadPool(3);
            try {
                List<Future<?>> ends = new ArrayList<>();
                ends.add(threads.submit(raced::close));
                for (int i = 0; i < 2; i++) {
                    ends.add(threads.submit(() -> {
                        raced.release(handle);
                        return null;
                    }));
                }
                for (Future<?> end : ends) {
                    end.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    @DisplayName("releases all that is left when the peer ends, whatever closing one of them throws")
    void failingToClose() {
        table.add(HeldObject.of(
                ServedObject.builder("failing")
                        .onClose(() -> {
                            throw new AssertionError("An error while closing, on purpose");
                        })
                        .build(),
                true));
        table.add(object(true));

        table.close();

        assertThat(closed).hasValue(1);
    }
}
