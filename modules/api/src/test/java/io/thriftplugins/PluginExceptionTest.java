package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

final class PluginExceptionTest {

    @Test
    void itCarriesCodeMessageCauseAndTheOtherSidesDescription() {
        IOException cause = new IOException();
        RemoteFailure remote =
                new RemoteFailure("Y", "x.Y", "m", "at x", new RemoteFailure(null, null, "", null, null));
        PluginException exception = new PluginException(ErrorCode.FUNCTION_FAILED, "failed", cause, remote);
        assertThat(exception.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        assertThat(exception).hasMessage("failed").hasCause(cause);
        assertThat(exception.remoteFailure()).isEqualTo(remote);
    }

    @Test
    void aFailureOfThisSideHasNoDescriptionOfTheOther() {
        assertThat(new PluginException(ErrorCode.CLOSED, "closed").remoteFailure())
                .isNull();
        assertThat(new PluginException(ErrorCode.CLOSED, "closed", null)).hasNoCause();
    }

    @Test
    void aCodeIsAMust() {
        assertThatNullPointerException()
                .isThrownBy(() -> new PluginException(null, "m"))
                .withMessage("code");
    }

    @Test
    void serializedItKeepsCodeAndMessage() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            RemoteFailure remote = new RemoteFailure(null, null, "m", null, null);
            out.writeObject(new PluginException(ErrorCode.CLOSED, "closed", null, remote));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PluginException read = (PluginException) in.readObject();
            assertThat(read.code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(read).hasMessage("closed");
        }
    }
}
