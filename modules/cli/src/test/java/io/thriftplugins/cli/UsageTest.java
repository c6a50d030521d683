package io.thriftplugins.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(List.of(), "A command is missing; see: thrift-plugins help"),
                Arguments.of(
                        List.of("cal", "x"), "There is no command 'cal'; there are inspect, call, debug, run, help"),
                Arguments.of(List.of("help", "cal"), "There is no command 'cal'"),
                Arguments.of(List.of("call", "x.jar"), "'FUNCTION'; see: thrift-plugins help call"),
                Arguments.of(List.of("inspect", "x.jar", "y.jar"), "'y.jar'"),
                Arguments.of(List.of("inspect", "x.jar", "--jsn"), "Unknown option: '--jsn'; write --"),
                Arguments.of(List.of("call", "x.jar", "f", "--timeout", "5"), "'5' is no time above zero"),
                Arguments.of(List.of("call", "x.jar", "f", "--timeout"), "'--timeout'"),
                Arguments.of(
                        List.of("inspect", "x.jar", "--transport", "http"), "take pipe, socket or tls, not 'http'"),
                Arguments.of(List.of("debug", "--endpoint", "nowhere"), "'nowhere' is no endpoint"),
                Arguments.of(
                        List.of("debug", "--transport", "pipe", "--endpoint", "tcp://127.0.0.1:0"),
                        "leave --transport out"),
                Arguments.of(List.of("debug", "--token", ""), "--token is empty"),
                Arguments.of(
                        List.of("debug", "--tls-keys", "host.p12"), "are for tls; listen there with --transport tls"),
                Arguments.of(
                        List.of("debug", "--transport", "tls", "--tls-trust", "ca.pem"),
                        "--tls-trust needs --tls-keys FILE"),
                Arguments.of(List.of("run", "--token=t"), "pass --plugin=PATH"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongUsageIsToldInOneLineWithTheExitCodeTwo(List<String> arguments, String message) {
        assertThat(execute(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("thrift-plugins: ")
                .contains(message)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "call", "debug", "run", "help"})
    void everyCommandHasHelpThatFitsATerminal(String command) {
        assertThat(execute("help", command)).isZero();
        assertThat(execute(command, "--help")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: thrift-plugins " + command);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void aFileThatIsNotThereIsAFailureAndNoWrongUsage() {
        assertThat(execute("inspect", "no-such-plugin.jar")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("no-such-plugin.jar", "no such file")
                .hasLineCount(1);
    }

    @Test
    void theStackIsShownOnDemand() {
        assertThat(execute("-v", "inspect", "no-such-plugin.jar")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat io.thriftplugins");
    }

    @Test
    void messagesOfSeveralLinesBecomeOne() {
        assertThat(Failures.oneLine("It ended; its last lines on stderr:\n  one\n  two\n"))
                .isEqualTo("It ended; its last lines on stderr: one | two");
    }

    private int execute(String... arguments) {
        return ThriftPlugins.execute(Terminal.of(InputStream.nullInputStream(), print(out), print(err)), arguments);
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
