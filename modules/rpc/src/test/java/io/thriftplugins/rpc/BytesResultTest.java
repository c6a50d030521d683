package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Bytes that travel without copies")
final class BytesResultTest {

    private static final MethodName METHOD = new MethodName(Services.PLUGIN, "Blob_ReadAt");

    /** Name and number of the reply to the first call. */
    private static final String FIRST = "0000000b 426c6f625f526561644174 00000001 ";

    private static final String REPLY = "80010002 " + FIRST;

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");
    private final ScriptedConnection transport = new ScriptedConnection();
    private final OutboundConnection connection =
            new OutboundConnection(transport, Limits.DEFAULT, watcher, "plugin 'p'");
    private final ByteBuffer target = ByteBuffer.allocate(300_000);

    @AfterEach
    void stop() {
        connection.close();
        watcher.close();
    }

    private int call() {
        return connection.callInto(METHOD, ArgumentWriter.NONE, target, Clock.NEVER);
    }

    private static byte[] message(String head, byte[] bytes, String tail) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(ScriptedConnection.bytes(head));
        message.writeBytes(bytes);
        message.writeBytes(ScriptedConnection.bytes(tail));
        return ScriptedConnection.frame(message.toByteArray());
    }

    private static byte[] reply(byte[] bytes) {
        return message(REPLY + "0b0000 " + String.format("%08x", bytes.length), bytes, "00");
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 2000, 2010, 2011, 2048, 2049, 5000, 262_144, 300_000})
    @DisplayName("arrive, whatever their number and in whatever pieces, and the next call has its own answer")
    void arrive(int size) {
        byte[] bytes = random(size);
        byte[] frame = reply(bytes);
        for (int first : new int[] {1, 3, 4, 5, 30, 38, 39, 1000, frame.length - 1, frame.length}) {
            ScriptedConnection pieces = new ScriptedConnection();
            OutboundConnection fresh = new OutboundConnection(pieces, Limits.DEFAULT, watcher, "plugin 'p'");
            int split = Math.min(first, frame.length);
            pieces.supply(Arrays.copyOf(frame, split));
            if (split < frame.length) {
                pieces.supply(Arrays.copyOfRange(frame, split, frame.length));
            }
            assertThat(fresh.callInto(METHOD, ArgumentWriter.NONE, target.clear(), Clock.NEVER))
                    .isEqualTo(size);
            assertThat(Arrays.copyOf(target.array(), target.position())).isEqualTo(bytes);

            pieces.supply(
                    message("80010002 0000000b 426c6f625f526561644174 00000002 0b0000 00000002", random(2), "00"));
            assertThat(fresh.callInto(METHOD, ArgumentWriter.NONE, target.clear(), Clock.NEVER))
                    .isEqualTo(2);
            fresh.close();
        }
    }

    @Test
    @DisplayName("may be followed by fields that nobody knows")
    void unknownFieldBehind() {
        transport.supply(message(REPLY + "0b0000 00001388", random(5000), "0a0007 0000000000000001 00"));
        assertThat(call()).isEqualTo(5000);
        assertThat(connection.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 10_000})
    @DisplayName("may not come because of an error, which is told")
    void error(int length) {
        String text = "x".repeat(length);
        transport.supply(message(
                REPLY + "0c0001 080001 00000002 0b0002 " + String.format("%08x", length),
                text.getBytes(StandardCharsets.US_ASCII),
                "00 00"));
        var failure = failure();
        assertThat(failure).hasMessageContaining(text);
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_OBJECT);
        assertThat(target.position()).isZero();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    @DisplayName("are refused if they are more than was asked for")
    void tooMany() {
        transport.supply(reply(random(300_001)));
        assertProtocolError("at most 300000 were asked for");
    }

    @Test
    @DisplayName("are refused if they reach beyond the message")
    void beyondTheMessage() {
        transport.supply(message(REPLY + "0b0000 00001389", random(4998), "00"));
        assertProtocolError("the answer can't be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REPLY + "00",
                REPLY + "0b0000 ffffffff 00",
                REPLY + "0a0000 0000000000000001 00",
                "80010002 0000000b 426c6f625f526561644174 00000009 0b0000 00000000 00",
                "80020002 " + FIRST + "0b0000 00000000 00",
                "80010001 " + FIRST + "0b0000 00000000 00",
                "80010002 7fffffff 42",
                "80"
            })
    @DisplayName("are asked for in vain where the answer is not one")
    void noBytes(String answer) {
        transport.supply(ScriptedConnection.frame(ScriptedConnection.bytes(answer)));
        assertProtocolError("the answer can't be read");
    }

    @Test
    @DisplayName("that break off are a lost connection")
    void brokenOff() {
        transport.supply(Arrays.copyOf(reply(random(100_000)), 60_000)).end();
        var failure = failure();
        assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(target.position()).isZero();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    @DisplayName("that stop coming are given up at the deadline (checklist 29)")
    void deadline() {
        transport.supply(Arrays.copyOf(reply(random(100_000)), 60_000));
        var failure = catchThrowableOfType(
                PluginException.class,
                () -> connection.callInto(METHOD, ArgumentWriter.NONE, target, Clock.after(Duration.ofMillis(100))));
        assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    @DisplayName("are sent as an argument with one write, from the memory that they are in")
    void asAnArgument() {
        byte[] bytes = random(100_000);
        ChunkPool pool = new ChunkPool(watcher);
        try (Chunk chunk = pool.take()) {
            chunk.clear().put(bytes);
            chunk.filled();
            transport.supply(message(REPLY + "0a0000 0000000000000001", new byte[0], "00"));
            Long result = connection.call(
                    METHOD,
                    (out, values) -> {
                        out.i64Field(1, 7);
                        out.chunkField(4, chunk);
                    },
                    new Result<>(org.apache.thrift.protocol.TType.I64, false, (in, values) -> in.readI64()),
                    Clock.NEVER);
            assertThat(result).isOne();
        }
        assertThat(transport.writes()).isOne();
        assertThat(transport.nextWrite())
                .isEqualTo(message(
                        "80010001 00000012 706c7567696e3a426c6f625f526561644174 00000001"
                                + "0a0001 0000000000000007 0b0004 000186a0",
                        bytes,
                        "00"));
        assertThat(pool.unused()).isTrue();
    }

    @Test
    @DisplayName("count towards the limit of a message")
    void limit() {
        ChunkPool pool = new ChunkPool(watcher);
        OutboundConnection narrow = new OutboundConnection(
                transport,
                TestLimits.of(100_000, 60, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                watcher,
                "plugin 'p'");
        try (Chunk chunk = pool.take()) {
            chunk.clear().put(random(100_000));
            chunk.filled();
            var failure = catchThrowableOfType(
                    PluginException.class,
                    () -> narrow.call(METHOD, (out, values) -> out.chunkField(4, chunk), Result.VOID, Clock.NEVER));
            assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        }
        assertThat(transport.writes()).isZero();
        narrow.close();
    }

    private PluginException failure() {
        return catchThrowableOfType(PluginException.class, this::call);
    }

    private void assertProtocolError(String message) {
        var failure = failure();
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        assertThat(target.position()).isZero();
        assertThat(connection.isOpen()).isFalse();
    }
}
