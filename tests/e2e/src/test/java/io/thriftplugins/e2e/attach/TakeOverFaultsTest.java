package io.thriftplugins.e2e.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@DisplayName("What goes wrong with a plugin that was told to outlive its host:")
final class TakeOverFaultsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private OutlivedHost first;

    @AfterEach
    void end() throws Exception {
        if (first != null) {
            first.close();
        }
    }

    private PluginAttachment start(String transport, Duration giveUpAfter, String... calls) throws Exception {
        first = new OutlivedHost(directory, transport, giveUpAfter, calls);
        return first.attachment();
    }

    private static TestHost second(String transport) {
        return TestHost.start(transport, options -> options.function("name(): string", call -> "second"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere orphans can't be found")
    @DisplayName("killed after it was taken over, it leaves neither children nor its socket file (checklist 37, 69)")
    void killed() throws Exception {
        PluginAttachment attachment = start(TestHost.PIPE, LONG);
        first.kill();
        try (TestHost host = second(TestHost.PIPE)) {
            PluginHandle plugin = host.loader().takeOver(attachment);
            long child = (Long) Objects.requireNonNull(plugin.call("spawn"));

            Processes.kill(attachment.pid());

            assertThat(plugin.ended()).succeedsWithin(Duration.ofSeconds(20));
            Processes.awaitGone(child);
            Path socket = socketFile(attachment.endpoint());
            await().until(() -> !Files.exists(socket, LinkOption.NOFOLLOW_LINKS));
            assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.ALREADY_ENDED);
        }
    }

    @Test
    @DisplayName("its host doesn't hear that it has joined: the handle is dead, the plugin can be taken over again")
    void answerLost() throws Exception {
        PluginAttachment attachment = start(TestHost.SOCKET, LONG);
        first.kill();
        BlockingQueue<StopResult> stopped = new LinkedBlockingQueue<>();
        try (MiddleMan lossy = new MiddleMan(attachment.endpoint());
                TestHost host = TestHost.start(
                        TestHost.SOCKET,
                        options -> options.function("name(): string", call -> "second")
                                .listener(event -> {
                                    PluginHandle handle = event.handle();
                                    if (event.state() == PluginState.FAILED && handle != null) {
                                        stopped.add(handle.stop(StopPolicy.DEFAULT));
                                    }
                                }))) {
            var error = Errors.of(() -> host.loader().takeOver(MiddleMan.at(lossy.endpoint(), attachment)));

            assertThat(error.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
            assertThat(stopped.poll(20, TimeUnit.SECONDS)).isEqualTo(StopResult.ALREADY_ENDED);
            assertThat(host.server().plugins()).isEmpty();
            assertThat(Processes.isAlive(attachment.pid())).isTrue();

            PluginHandle plugin = host.loader().takeOver(attachment);
            assertThat(plugin.call("host_name")).isEqualTo("second");
            assertThat(plugin.call("count")).isEqualTo(3L);
        }
    }

    @Test
    @DisplayName("its host doesn't hear that it has joined, and closes: the next one in the same process takes it over")
    void answerLostAndClosed() throws Exception {
        PluginAttachment attachment = start(TestHost.SOCKET, LONG);
        first.kill();
        try (MiddleMan lossy = new MiddleMan(attachment.endpoint());
                TestHost host = second(TestHost.SOCKET)) {
            assertThat(Errors.of(() -> host.loader().takeOver(MiddleMan.at(lossy.endpoint(), attachment)))
                            .code())
                    .isEqualTo(ErrorCode.CONNECTION_LOST);
        }
        try (TestHost host = second(TestHost.PIPE)) {
            assertThat(host.loader().takeOver(attachment).call("count")).isEqualTo(3L);
        }
    }

    @Test
    @DisplayName("it ends while it is dialled: that is told at once, as the end of the plugin")
    void endsWhileDialled() throws Exception {
        PluginAttachment attachment = start(TestHost.SOCKET, LONG);
        first.kill();
        Endpoint nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = Endpoint.parse("tcp://127.0.0.1:" + free.getLocalPort());
        }
        try (TestHost host = second(TestHost.SOCKET)) {
            CompletableFuture<PluginException> error = new CompletableFuture<>();
            Thread thread = new Thread(() -> error.completeAsync(
                    () -> Errors.of(() -> host.loader().takeOver(MiddleMan.at(nobody, attachment))), Runnable::run));
            thread.start();
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(other -> other.getName().equals("thrift-plugins-watch-CounterPlugin")));

            Processes.kill(attachment.pid());

            // In vain it would be dialled for a minute.
            assertThat(error)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .extracting(PluginException::code)
                    .isEqualTo(ErrorCode.PLUGIN_ENDED);
        }
    }

    @Test
    @DisplayName("it crashes while it is asked: that is told as the end of the plugin")
    void crashesWhileAsked() throws Exception {
        PluginAttachment attachment = start(TestHost.SOCKET, LONG);
        first.kill();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestHost host = second(TestHost.SOCKET)) {
            Endpoint endpoint = Endpoint.parse("tcp://127.0.0.1:" + listener.getLocalPort());
            Thread crash = new Thread(() -> {
                try (Socket accepted = listener.accept()) {
                    int unused = accepted.getInputStream().read();
                    Processes.kill(attachment.pid());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            crash.start();

            assertThat(Errors.of(() -> host.loader().takeOver(MiddleMan.at(endpoint, attachment)))
                            .code())
                    .isEqualTo(ErrorCode.PLUGIN_ENDED);
            crash.join();
        }
    }

    @Test
    @DisplayName("an object that its host held hangs when it is closed: it is taken over all the same")
    void stubbornObject() throws Exception {
        PluginAttachment attachment = start(TestHost.PIPE, LONG, "stubborn_object");
        first.kill();
        try (TestHost host = second(TestHost.PIPE)) {
            PluginHandle plugin = host.loader().takeOver(attachment);
            assertThat(plugin.call("host_name")).isEqualTo("second");
        }
        Processes.awaitGone(attachment.pid());
    }

    @Test
    @DisplayName("an object that its host held hangs when it is closed: it gives up all the same (checklist 46)")
    void stubbornObjectGivesUp() throws Exception {
        PluginAttachment attachment = start(TestHost.PIPE, Duration.ofMillis(500), "stubborn_object");

        first.kill();

        Processes.awaitGone(attachment.pid());
    }

    @Test
    @DisplayName(
            "the new host calls it as soon as it has registered: its own calls go to that host, never to the old one")
    void calledAtOnce() throws Exception {
        PluginAttachment attachment = start(TestHost.PIPE, LONG);
        first.kill();
        List<Object> answers = new CopyOnWriteArrayList<>();
        List<Thread> callers = new CopyOnWriteArrayList<>();
        try (TestHost host = TestHost.start(
                TestHost.PIPE,
                options -> options.function("name(): string", call -> "second").listener(event -> {
                    PluginHandle handle = event.handle();
                    if (event.state() == PluginState.REGISTERED && handle != null) {
                        for (int i = 0; i < 4; i++) {
                            Thread caller = new Thread(() -> callUntilAnswered(handle, answers));
                            callers.add(caller);
                            caller.start();
                        }
                    }
                }))) {
            PluginHandle plugin = host.loader().takeOver(attachment);
            assertThat(plugin.call("host_name")).isEqualTo("second");
            await().until(() -> callers.size() == 4);
            for (Thread caller : callers) {
                caller.join(20_000);
            }
            assertThat(answers).hasSize(4).containsOnly("second");
        }
    }

    /** What the plugin says before it knows the host is no answer. */
    private static void callUntilAnswered(PluginHandle plugin, List<Object> answers) {
        while (true) {
            try {
                answers.add(Objects.requireNonNull(plugin.call("host_name")));
                return;
            } catch (PluginException e) {
                if (e.code() != ErrorCode.INVALID_AUTHORIZATION_TOKEN) {
                    answers.add(e);
                    return;
                }
            }
        }
    }

    private static Path socketFile(Endpoint endpoint) {
        return Path.of(
                Objects.requireNonNullElse(System.getenv("TMPDIR"), "/tmp"),
                "CoreFxPipe_" + ((PipeEndpoint) endpoint).name());
    }
}
