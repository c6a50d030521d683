package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sizes of lists and maps, and what their keys may be, at the limit and one beyond. */
final class ValueLimitsTest {

    private static final Limits LIMITS =
            Limits.DEFAULT.with(Limit.MAX_ELEMENTS, 3).with(Limit.MAX_MIXED_KEYS, 2);

    @Test
    @DisplayName("maxElements holds for lists and maps, in both directions (checklist 54)")
    void elements() throws TException {
        assertThat(read(write(LIMITS, List.of(1L, 2L, 3L)))).isEqualTo(List.of(1L, 2L, 3L));
        assertRefused("maxElements = 3", List.of(1L, 2L, 3L, 4L));
        assertRefused("maxElements = 3", Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L));
        assertThatThrownBy(() -> write(LIMITS, List.of(1L, 2L, 3L, 4L))).hasMessageContaining("maxElements = 3");
        assertThatThrownBy(() -> write(LIMITS, Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L)))
                .hasMessageContaining("maxElements = 3");
    }

    @Test
    @DisplayName("maxMixedKeys holds for lists as keys, and for keys of other types than the first one")
    void mixedKeys() throws TException {
        Map<Object, Object> keys = new LinkedHashMap<>();
        keys.put(List.of(1L), 1L);
        keys.put(List.of(2L), 2L);
        assertThat(read(write(Limits.DEFAULT, keys))).isEqualTo(keys);
        keys.put(List.of(3L), 3L);
        assertRefused("maxMixedKeys = 2", keys);

        Map<Object, Object> mixed = new LinkedHashMap<>();
        mixed.put("first", 1L);
        mixed.put(2L, 2L);
        mixed.put(3.0, 3L);
        assertThat(read(write(Limits.DEFAULT, mixed))).isEqualTo(mixed);
        ValueCodec lenient = new ValueCodec(
                Encoded.protocol(write(Limits.DEFAULT, Map.of(1L, 1L, 2L, 2L, 3L, 3L))),
                LIMITS.with(Limit.MAX_MIXED_KEYS, 0));
        assertThat(lenient.read()).isEqualTo(Map.of(1L, 1L, 2L, 2L, 3L, 3L));
    }

    @Test
    @DisplayName("empty lists and maps take no memory of their own, however many a message holds")
    void emptyOnes() throws TException {
        Object read = read(write(Limits.DEFAULT, List.of(List.of(), Map.of(), List.of())));

        assertThat(read).isEqualTo(List.of(List.of(), Map.of(), List.of()));
        assertThat(((List<?>) read).get(0)).isSameAs(Collections.emptyList());
        assertThat(((List<?>) read).get(1)).isSameAs(Collections.emptyMap());
    }

    private static void assertRefused(String limit, Object value) throws TException {
        byte[] bytes = write(Limits.DEFAULT, value);
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .hasMessageContaining(limit);
    }

    private static byte[] write(Limits limits, Object value) throws TException {
        FrameBuffer buffer = new FrameBuffer(0, 1 << 20, 50);
        new ValueCodec(new FrameProtocol(buffer), limits).write(value);
        return Arrays.copyOf(buffer.array(), buffer.end());
    }

    private static Object read(byte[] bytes) throws TException {
        return new ValueCodec(Encoded.protocol(bytes), LIMITS).read();
    }
}
