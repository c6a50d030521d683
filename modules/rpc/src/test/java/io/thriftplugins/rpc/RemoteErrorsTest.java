package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.thrift.ErrorType;
import io.thriftplugins.thrift.QueryCatPluginException;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exceptions on their way through the contract's one (checklist 24). */
final class RemoteErrorsTest {

    @ParameterizedTest
    @EnumSource
    void everyCodeArrivesAsItWas(ErrorCode code) {
        assertThat(thereAndBack(new PluginException(code, "text")).code()).isEqualTo(code);
    }

    /** Types of a peer that knows only the contract, or a code of a later version. */
    @ParameterizedTest
    @EnumSource
    void everyTypeHasACode(ErrorType type) {
        var wire = new QueryCatPluginException(type, "text");
        wire.setError_code("A_CODE_OF_TOMORROW");
        PluginException error = RemoteErrors.fromWire(wire, "peer", "Method");

        assertThat(error).hasMessage("Method in peer: text");
        assertThat(error.code() == ErrorCode.INTERNAL)
                .isEqualTo(type == ErrorType.INTERNAL || type == ErrorType.SUCCESS);
    }

    @Test
    @DisplayName("nested causes arrive, up to a limit (checklist 24)")
    void causes() {
        var error = new RuntimeException("0");
        for (int i = 1; i <= 100; i++) {
            error = new RuntimeException(String.valueOf(i), error);
        }

        assertThat(messages(thereAndBack(error))).hasSizeBetween(10, 20).startsWith("100", "99", "98");
    }

    @Test
    void causesThatFormACircleEnd() {
        var inner = new RuntimeException("inner");
        var outer = new RuntimeException("outer", inner);
        inner.initCause(outer);

        assertThat(messages(thereAndBack(outer)))
                .startsWith("outer", "inner", "outer")
                .hasSizeLessThan(20);
    }

    @Test
    @DisplayName("what a third process told is passed on through a chain of calls (checklist 24)")
    void chains() {
        PluginException first = thereAndBack(new IllegalStateException("boom", new RuntimeException("root")));
        PluginException second = thereAndBack(first);

        assertThat(second).hasMessageContaining("Method in peer: Method in peer: IllegalStateException: boom");
        assertThat(second.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        assertThat(messages(second)).contains("boom", "root");
    }

    @Test
    void longTextsAreCut() {
        PluginException error = thereAndBack(new RuntimeException("x".repeat(1_000_000)));

        assertThat(error.getMessage()).hasSizeBetween(10_000, 20_000);
        assertThat(error.remoteFailure().stackTrace()).hasSizeLessThan(20_000);
    }

    @Test
    void exceptionsThatFailThemselvesStillArrive() {
        class Broken extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("on purpose");
            }
        }

        assertThat(thereAndBack(new Broken())).hasMessageContaining("whose message failed");
        assertThat(thereAndBack(new RuntimeException() {
                    private static final long serialVersionUID = 1L;
                }))
                .hasMessageContaining(RemoteErrorsTest.class.getName());
    }

    @Test
    void theProtocolsOwnAnswersHaveCodes() {
        assertThat(code(TApplicationException.UNKNOWN_METHOD)).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(code(TApplicationException.INTERNAL_ERROR)).isEqualTo(ErrorCode.INTERNAL);
        assertThat(code(TApplicationException.INVALID_PROTOCOL)).isEqualTo(ErrorCode.PROTOCOL_ERROR);
    }

    private static ErrorCode code(int type) {
        return RemoteErrors.fromProtocol(new TApplicationException(type, "text"), "peer", "Method")
                .code();
    }

    private static PluginException thereAndBack(Throwable error) {
        return RemoteErrors.fromWire(RemoteErrors.toWire(error), "peer", "Method");
    }

    private static List<String> messages(PluginException error) {
        List<String> messages = new ArrayList<>();
        for (RemoteFailure failure = error.remoteFailure(); failure != null; failure = failure.cause()) {
            messages.add(failure.message());
        }
        return messages;
    }
}
