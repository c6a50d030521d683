package io.thriftplugins.e2e.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageService;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.ServedObject;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.Grants;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@DisplayName("What a plugin is granted")
class GrantsTest {

    private static final Grants SOME = Grants.none()
            .withFunctions("SITE_*")
            .withReadableConfig("colour", "public.*")
            .withWritableConfig("notes.*")
            .withServices("clock");

    @TempDir
    Path directory;

    private static TestHost start(Transport transport) {
        return TestHost.start(
                transport,
                server -> server.function("site_title(): string", call -> "The site")
                        .function("delete_all(): string", call -> "All is lost")
                        .queries((plugin, text, parameters) -> "rows")
                        .service(new Answering("clock"))
                        .service(new Answering("safe")));
    }

    @ParameterizedTest
    @CsvSource({"PIPE, JAVA", "SOCKET, JAVA", "PIPE, PYTHON"})
    @DisplayName("it may use, and nothing else: refusals have a code of their own and name what was refused")
    void some(Transport transport, Language language) throws Exception {
        try (TestHost host = start(transport)) {
            PluginHandle all = host.load(
                    host.marked(language.source(Language.empty(directory))).withName("all"));
            all.call("set_config", "colour", "blue");
            all.call("set_config", "secret.key", "hunter2");
            all.call("log", "I may");
            assertThat(all.call("query", "all")).isEqualTo("rows");
            assertThat(all.call("call_host", "delete_all")).isEqualTo("All is lost");
            assertThat((List<?>) all.call("host_functions")).hasSize(2);

            PluginHandle some = host.load(host.marked(language.source(Language.empty(directory)))
                    .withName("some")
                    .withGrants(SOME));
            assertThat(some.call("call_host", "Site_Title")).isEqualTo("The site");
            refused("function 'delete_all'", () -> some.call("call_host", "delete_all"));
            refused("function 'no_such'", () -> some.call("call_host", "no_such"));
            assertThat(some.call("host_functions")).isEqualTo(List.of("site_title(): string"));
            assertThat(some.call("find", "site_title")).isEqualTo(List.of("site_title(): string"));
            assertThat(some.call("find", "delete_all")).isEqualTo(List.of());
            assertThat(some.call("config", "colour")).isEqualTo("blue");
            assertThat(some.call("config", "public.unset")).isNull();
            refused("read the configuration value 'secret.key'", () -> some.call("config", "secret.key"));
            refused("read the configuration value 'notes.1'", () -> some.call("config", "notes.1"));
            some.call("set_config", "notes.1", "mine");
            assertThat(all.call("config", "notes.1")).isEqualTo("mine");
            refused("change the configuration value 'colour'", () -> some.call("set_config", "colour", "red"));
            assertThat(all.call("config", "colour")).isEqualTo("blue");
            refused("run queries", () -> some.call("query", "all"));
            refused("write to the log", () -> some.call("log", "I may not"));
        }
    }

    /** A plugin of either language passes on what the host told it. */
    private static void refused(String what, ThrowingCallable call) {
        PluginException error = Errors.of(call);
        assertThat(error.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(error)
                .hasMessageContaining("has not granted the plugin 'some'")
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("says nothing about the host's own services unless granted, nor about what the host passes to it")
    void servicesAndCallbacks(Transport transport) throws Exception {
        try (TestHost host = start(transport)) {
            PluginHandle some = host.load(host.marked(Language.JAVA.source(directory))
                    .withName("some")
                    .withGrants(SOME));

            assertThat(some.call("serve", "clock")).isEqualTo("clock answers some");
            refused("service 'safe'", () -> some.call("serve", "safe"));
            refused("service 'none such'", () -> some.call("serve", "none such"));
            PluginHandle all = host.load(
                    host.marked(Language.JAVA.source(Language.empty(directory))).withName("all"));
            assertThat(all.call("serve", "safe")).isEqualTo("safe answers all");
            assertThat(Errors.of(() -> all.call("serve", "other")))
                    .hasMessageContaining("There is no service 'other'; there are [clock, safe]");
            assertThat(Errors.of(() -> some.call("require", "safe")))
                    .as("the names that it is told")
                    .hasMessageContaining("it has [clock]");
            ServedObject callback = ServedObject.builder("callback")
                    .function("call(n: integer): integer", call -> call.getLong("n") * 6)
                    .build();
            assertThat(some.call("use", callback)).isEqualTo(42L);
        }
    }

    @Test
    @DisplayName("comes with its token, also if it was started by hand")
    void byHand() throws Exception {
        try (TestHost host = start(Transport.PIPE)) {
            RegistrationToken token = host.server()
                    .issueToken("some", Duration.ofMinutes(1), Grants.none().withFunctions("site_title"));
            List<String> command = Jvm.command(CuriousMain.class);
            command.addAll(List.of("--server-endpoint=" + host.server().endpoint(), "--token=" + token.value()));
            Process process = host.marked(new ProcessBuilder(command)).start();
            try {
                PluginHandle some = host.server().awaitRegistration(token, Duration.ofSeconds(50));
                some.awaitReady(Duration.ofSeconds(50));

                assertThat(some.call("call_host", "site_title")).isEqualTo("The site");
                refused("function 'delete_all'", () -> some.call("call_host", "delete_all"));
            } finally {
                process.destroyForcibly().waitFor();
                // Whoever closes before that may leave the plugin's socket file.
                Awaitility.await("the host to notice the end")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> host.server().plugins().isEmpty());
            }
        }
    }

    private record Answering(String name) implements MessageService {

        @Override
        public @Nullable Call read(String method, ByteBuffer arguments) {
            return caller -> out -> out.write((name + " answers " + caller).getBytes(StandardCharsets.UTF_8));
        }
    }
}
