package io.thriftplugins.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientArgumentsTest {

    private static final String ENDPOINT = "--server-endpoint=net.pipe://127.0.0.1/qcath-ABCDEFGHIJKL";
    private static final String TOKEN = "--token=open-sesame";

    @Test
    void reads_what_a_host_of_the_contract_passes() {
        ClientArguments arguments = parse(ENDPOINT, TOKEN, "--parent-pid=4711", "--log-level=warning");

        assertThat(arguments.endpoint()).isEqualTo(Endpoint.parse("net.pipe://127.0.0.1/qcath-ABCDEFGHIJKL"));
        assertThat(arguments.token()).isEqualTo("open-sesame");
        assertThat(arguments.parentPid()).hasValue(4711);
        assertThat(arguments.logLevel()).isEqualTo(LogLevel.WARNING);
        assertThat(arguments.watchStdin()).isFalse();
    }

    @Test
    void has_defaults_for_what_may_be_missing() {
        ClientArguments arguments = parse(ENDPOINT, TOKEN);

        assertThat(arguments.parentPid()).isEqualTo(OptionalLong.empty());
        assertThat(arguments.logLevel()).isEqualTo(LogLevel.INFORMATION);
    }

    @Test
    void knows_the_endpoints_old_name() {
        assertThat(parse("--server-pipe-name=net.pipe://127.0.0.1/x", TOKEN).endpoint())
                .isEqualTo(Endpoint.parse("net.pipe://127.0.0.1/x"));
    }

    @Test
    void splits_at_the_first_equals_sign() {
        assertThat(parse(ENDPOINT, "--token=a=b=").token()).isEqualTo("a=b=");
    }

    @Test
    void ignores_unknown_names_and_keeps_them_for_others() {
        ClientArguments arguments = parse(ENDPOINT, TOKEN, "--plugin=/a b/ä.jar", "x=y", "=", "--=z", "--later=");

        assertThat(arguments.option("plugin")).hasValue("/a b/ä.jar");
        assertThat(arguments.option("later")).hasValue("");
        assertThat(arguments.option("x")).isEmpty();
        assertThat(arguments.option("token")).as("the token is no option").isEmpty();
    }

    @Test
    void takes_the_token_and_the_watch_from_the_environment() {
        ClientArguments arguments = ClientArguments.parse(
                List.of(ENDPOINT),
                Map.of(ClientArguments.TOKEN_VARIABLE, "from-environment", ClientArguments.STDIN_VARIABLE, "watch"));

        assertThat(arguments.token()).isEqualTo("from-environment");
        assertThat(arguments.watchStdin()).isTrue();
    }

    @Test
    void prefers_the_token_of_the_command_line() {
        assertThat(ClientArguments.parse(List.of(ENDPOINT, TOKEN), Map.of(ClientArguments.TOKEN_VARIABLE, "other"))
                        .token())
                .isEqualTo("open-sesame");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void watches_no_process_unless_the_pid_is_positive(String pid) {
        assertThat(parse(ENDPOINT, TOKEN, "--parent-pid=" + pid).parentPid()).isEmpty();
    }

    @Test
    void says_that_a_host_is_needed() {
        assertInvalid(List.of(), "started by a host", "thrift-plugins debug");
    }

    @Test
    void says_what_is_missing() {
        assertInvalid(List.of(TOKEN), "--server-endpoint=");
        assertInvalid(List.of(ENDPOINT), "--token=", ClientArguments.TOKEN_VARIABLE);
        assertInvalid(List.of(ENDPOINT, "--token="), "--token=");
    }

    @Test
    void says_which_value_is_wrong() {
        assertInvalid(List.of(ENDPOINT, TOKEN, "--parent-pid=abc"), "--parent-pid=abc");
        assertInvalid(List.of(ENDPOINT, TOKEN, "--log-level=loud"), "'loud'", "Warning");
        assertInvalid(List.of(ENDPOINT, TOKEN, "--verbose"), "'--verbose'", "argument 3");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> parse("--server-endpoint=nowhere", TOKEN))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ENDPOINT))
                .withMessageContaining("'nowhere'");
    }

    @Test
    @DisplayName("shows the token in no text and in no error (checklist 9)")
    void never_shows_the_token() {
        assertThat(parse(ENDPOINT, TOKEN, "--parent-pid=1"))
                .asString()
                .contains("qcath")
                .doesNotContain("open-sesame");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> parse(ENDPOINT, "--token", "open-sesame"))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("open-sesame"));
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> parse(ENDPOINT, "open-sesame"))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("open-sesame"));
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> parse(TOKEN))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("open-sesame"));
    }

    private static void assertInvalid(List<String> arguments, String... parts) {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> ClientArguments.parse(arguments, Map.of()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    private static ClientArguments parse(String... arguments) {
        return ClientArguments.parse(List.of(arguments), Map.of());
    }
}
