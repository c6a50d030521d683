package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import org.apache.thrift.protocol.TType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What answers do to a call, and whether the connection can be used afterwards. */
final class OutboundConnectionTest {

    private static final MethodName METHOD = new MethodName(Services.PLUGIN, "Serve");

    /** Name and number of the reply to the first call. */
    private static final String SERVE_1 = "00000005 5365727665 00000001 ";

    private static final String REPLY = "80010002 " + SERVE_1;
    private static final String EXCEPTION = "80010003 " + SERVE_1;

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");
    private final ScriptedConnection transport = new ScriptedConnection();
    private final OutboundConnection connection =
            new OutboundConnection(transport, Limits.DEFAULT, watcher, "plugin 'p'");

    @AfterEach
    void stop() {
        connection.close();
        watcher.close();
    }

    @Test
    void aReplyIsTheResult() {
        answer(REPLY + "0b0000 00000002 6869 00");

        assertThat(call(Result.STRING)).isEqualTo("hi");
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void unknownFieldsOfAReplyAreSkipped() {
        answer(REPLY + "0a0007 0000000000000001 0b0000 00000002 6869 00");

        assertThat(call(Result.STRING)).isEqualTo("hi");
    }

    @Test
    @DisplayName("an empty reply is null where null is possible (checklist 25)")
    void anEmptyReplyIsNullWhereNullIsPossible() {
        answer(REPLY + "00");
        assertThat(call(Result.VALUE)).isNull();
    }

    @Test
    void anEmptyReplyIsAnErrorWhereAResultMustBe() {
        answer(REPLY + "00");
        assertFails(Result.STRING, ErrorCode.PROTOCOL_ERROR, "it holds no result", false);
    }

    @Test
    void theAnswerToAnotherCallIsAnError() {
        answer("80010002 00000005 5365727665 00000002 00");
        assertFails(Result.VOID, ErrorCode.PROTOCOL_ERROR, "it answers call 2 instead of 1", false);
    }

    @Test
    void aCallIsNoAnswer() {
        answer("80010001 " + SERVE_1 + "00");
        assertFails(Result.VOID, ErrorCode.PROTOCOL_ERROR, "it is no reply but of type 1", false);
    }

    @Test
    @DisplayName("random bytes are no answer (checklist 51)")
    void otherBytesAreNoAnswer() {
        answer("00010203 04050607 08090a0b");
        assertFails(Result.VOID, ErrorCode.PROTOCOL_ERROR, "header", false);
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() {
        answer(REPLY + "0b0000 00000009 68");
        assertFails(Result.STRING, ErrorCode.PROTOCOL_ERROR, "can't be read", false);
    }

    @Test
    void anAnswerThatIsReadWithAFaultIsAnError() {
        answer(REPLY + "0b0000 00000002 6869 00");
        Result<String> faulty = new Result<>(TType.STRING, false, (in, values) -> {
            throw new IndexOutOfBoundsException(5);
        });
        assertFails(faulty, ErrorCode.PROTOCOL_ERROR, "can't be read: java.lang.IndexOutOfBounds", false);
    }

    @Test
    @DisplayName("an answer longer than allowed names the limit (checklist 28, 52)")
    void anAnswerAboveTheLimitIsRefused() {
        transport.supply("7fffffff");
        assertFails(Result.VOID, ErrorCode.PROTOCOL_ERROR, "maxFrameBytes = 16384000", false);
    }

    @Test
    void theDeclaredExceptionLeavesTheConnectionUsable() {
        answer(REPLY + "0c0001 080001 00000005 0b0002 00000003 626164 00 00");
        assertFails(Result.VOID, ErrorCode.INVALID_ARGUMENT, "Serve in plugin 'p': bad", true);
    }

    @Test
    void theProtocolsExceptionLeavesTheConnectionUsable() {
        answer(EXCEPTION + "0b0001 00000003 626164 080002 00000001 00");
        assertFails(Result.VOID, ErrorCode.NOT_SUPPORTED, "Serve in plugin 'p': bad", true);
    }

    @Test
    void aProtocolExceptionMayLackItsParts() {
        answer(EXCEPTION + "00");
        assertFails(Result.VOID, ErrorCode.PROTOCOL_ERROR, "Serve in plugin 'p'", true);
    }

    @Test
    void anExceptionNestedBeyondMeasureIsAnError() {
        String level = "080001 00000001 0b0002 00000000 0c0006 ";
        answer(REPLY + "0c0001 " + level.repeat(10_000) + "00".repeat(10_002));
        assertFails(Result.VOID, ErrorCode.PROTOCOL_ERROR, "can't be read", false);
    }

    @Test
    void aValueThatCannotBeHadLeavesTheConnectionUsable() {
        answer(REPLY + "0c0000 0c0009 00 00 00");
        assertFails(Result.VALUE, ErrorCode.NOT_SUPPORTED, "object", true);
    }

    @Test
    void theEndInsteadOfAnAnswerIsALostConnection() {
        transport.end();
        assertFails(Result.VOID, ErrorCode.CONNECTION_LOST, "closed the connection instead of answering", false);
    }

    @Test
    void aCallWhoseArgumentsCannotBeSentLeavesTheConnectionUsable() {
        ArgumentWriter impossible = (out, values) -> {
            out.field(TType.STRUCT, 1);
            values.write(new Object());
        };
        var failure = catchThrowableOfType(
                PluginException.class, () -> connection.call(METHOD, impossible, Result.VOID, Clock.NEVER));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(transport.writes()).isZero();
        // The number of the call that was not sent is not used again.
        answer("80010002 00000005 5365727665 00000002 00");
        assertThat(call(Result.VOID)).isNull();
    }

    private void answer(String hex) {
        transport.supply(ScriptedConnection.frame(ScriptedConnection.bytes(hex)));
    }

    private <T> T call(Result<T> result) {
        return connection.call(METHOD, ArgumentWriter.NONE, result, Clock.NEVER);
    }

    private void assertFails(Result<?> result, ErrorCode code, String message, boolean usable) {
        var failure = catchThrowableOfType(PluginException.class, () -> call(result));

        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(connection.isOpen()).as("usable afterwards").isEqualTo(usable);
    }
}
