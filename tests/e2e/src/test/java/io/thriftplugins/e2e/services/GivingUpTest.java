package io.thriftplugins.e2e.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.services.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A caller of an own service who gives up")
final class GivingUpTest {

    @Parameter
    private String transport;

    private ProbeHost host;
    private Probe.Iface probe;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = ProbeHost.start(directory, transport);
        probe = host.probe();
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
    }

    @Test
    @DisplayName("by deadline returns at once, and the plugin's thread is interrupted (checklist 29)")
    void deadline() {
        Probe.Iface brief = host.client().withTimeout(Duration.ofMillis(200)).as(Probe.Iface.class);

        var error = Errors.of(() -> brief.linger("deadline"));

        assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(error).hasMessageContaining("probe.linger in plugin 'ProbeMain' took longer than its timeout");
        awaitNote("deadline", "interrupted");
    }

    @Test
    @DisplayName("by interrupt returns at once, and the plugin's thread is interrupted (checklist 30, 31)")
    void interrupt() throws InterruptedException {
        CompletableFuture<PluginException> error = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            error.complete(Errors.of(() -> probe.linger("interrupt")));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        awaitNote("interrupt", "lingering");

        caller.interrupt();

        assertThat(error.join().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(flag.join()).isTrue();
        caller.join();
        awaitNote("interrupt", "interrupted");
    }

    @Test
    @DisplayName("a plugin's call has a deadline, too, and the host's thread is interrupted (checklist 29)")
    void inHost() {
        assertThat((String) host.plugin().call("host_deadline", "in host"))
                .startsWith("DEADLINE_EXCEEDED probe.linger in host took longer than its timeout");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> host.hostNote("in host").equals("interrupted"));
    }

    private void awaitNote(String name, String note) {
        await(name + " is " + note)
                .atMost(Duration.ofSeconds(20))
                .until(() -> note(name).equals(note));
    }

    private String note(String name) {
        try {
            return probe.note(name);
        } catch (TException e) {
            throw new AssertionError(e);
        }
    }
}
