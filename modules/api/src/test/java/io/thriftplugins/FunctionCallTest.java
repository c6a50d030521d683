package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FunctionCallTest {

    private static final FunctionSignature SIGNATURE =
            FunctionSignature.parse("f(i: integer, s: string, x: float, b: boolean, t: timestamp, n?: any)");

    private final FunctionCall call =
            FunctionCall.of(SIGNATURE, Arrays.asList(1L, "x", 1.5, true, Instant.EPOCH, null), "host");

    @Test
    void argumentsAreFoundByPlaceAndByNameInAnyCase() {
        assertThat(call.get(1)).isEqualTo("x");
        assertThat(call.get("S")).isEqualTo("x");
        assertThat(call.get("n")).isNull();
        assertThat(call.arguments()).hasSize(6).isUnmodifiable();
    }

    @Test
    void typedGettersGiveTheValue() {
        assertThat(call.getLong("i")).isEqualTo(1);
        assertThat(call.getString("s")).isEqualTo("x");
        assertThat(call.getDouble("x")).isEqualTo(1.5);
        assertThat(call.getBoolean("b")).isTrue();
        assertThat(call.get("t", Instant.class)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void callerAndSignatureAreKnown() {
        assertThat(call.caller()).isEqualTo("host");
        assertThat(call.signature()).isEqualTo(SIGNATURE);
    }

    @Test
    void anUnknownParameterIsRefusedWithTheSignature() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> call.get("z"))
                .isEqualTo("There is no parameter 'z' in " + SIGNATURE);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> call.get(6));
    }

    @Test
    void anotherTypeIsRefusedWithBothTypes() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> call.getLong("s"))
                .isEqualTo("Function 'f' wants Long for 's' but got String");
    }

    @Test
    void nullIsNoValueOfAType() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> call.getString("n")).endsWith("wants String for 'n' but got null");
    }

    @Test
    void asManyArgumentsAsParametersAreWanted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FunctionCall.of(SIGNATURE, List.of(), "host"))
                .withMessage("6 arguments wanted, one for each parameter, not 0");
    }

    @Test
    void aFunctionCanBeTestedWithoutAHost() throws Exception {
        FunctionDefinition add = FunctionDefinition.of(
                "add(a: integer, b: integer = 1): integer", "", c -> c.getLong("a") + c.getLong("b"));
        FunctionSignature signature = add.info().signature();
        assertThat(add.body().call(FunctionCall.of(signature, signature.bind(List.of(2), Map.of()), "test")))
                .isEqualTo(3L);
    }
}
