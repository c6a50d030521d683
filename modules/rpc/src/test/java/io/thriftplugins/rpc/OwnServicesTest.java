package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.MessageRequest;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PluginException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"tcp", "net.pipe"})
@DisplayName("Services of one's own, beside the framework's")
final class OwnServicesTest {

    private final Limits limits =
            TestLimits.of(64 * 1024, 60, 1024, 10, Duration.ofSeconds(30), Duration.ofSeconds(10));
    private final String scheme;
    private final Wire wire;
    private final EchoService service = new EchoService("own");

    OwnServicesTest(String scheme) {
        this.scheme = scheme;
        this.wire = new Wire(scheme, limits, 1).registered();
    }

    @BeforeEach
    void offer() {
        wire.plugin.services = MessageServices.NONE.add(service).add(new EchoService("second"));
        wire.host.services = MessageServices.NONE.add(service);
        wire.plugin.with("quick", arguments -> "done");
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    @DisplayName("are called in both directions, over one connection together with functions")
    void bothDirections() {
        for (int i = 0; i < 3; i++) {
            assertThat(call(wire.remotePlugin.services(), "own", "echo", "text " + i))
                    .isEqualTo("text " + i);
            assertThat(call(wire.remotePlugin.services(), "second", "echo", "")).isEmpty();
            assertThat(wire.remotePlugin.call(CallRequest.of("quick"))).isEqualTo("done");
            assertThat(call(wire.remoteHost.services(), "own", "echo", "text " + i))
                    .isEqualTo("text " + i);
        }
        assertThat(wire.plugin.sessions).hasSize(1);
        assertThat(wire.plugin.tokens).containsExactly(77L);
    }

    @Test
    @DisplayName("fail with type, message, stack and causes, and the connection lives on (checklist 24)")
    void failure() {
        service.with("fail", arguments -> {
            throw new IllegalStateException("broken", new java.io.IOException("the cause"));
        });

        PluginException error = error(() -> call(wire.remotePlugin.services(), "own", "fail", ""));

        assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        assertThat(error).hasMessage("own.fail in plugin 'p': IllegalStateException: broken");
        assertThat(error.remoteFailure().stackTrace()).contains("OwnServicesTest");
        assertThat(error.remoteFailure().cause().message()).isEqualTo("the cause");
        assertSameConnection();
    }

    @Test
    @DisplayName("keep the code of the framework's exception")
    void failureWithCode() {
        service.with("fail", arguments -> {
            throw new PluginException(ErrorCode.ACCESS_DENIED, "not for you");
        });

        assertThat(error(() -> call(wire.remotePlugin.services(), "own", "fail", ""))
                        .code())
                .isEqualTo(ErrorCode.ACCESS_DENIED);
    }

    @Test
    @DisplayName("that aren't there are told with those that are, also before one is called (checklist 55)")
    void unknownService() {
        PluginException lazily = error(() -> call(wire.remotePlugin.services(), "other", "echo", ""));
        PluginException atOnce = error(() -> wire.remotePlugin.services().require("other"));

        assertThat(lazily.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(lazily).hasMessage("other.echo in plugin 'p': There is no service 'other'; there are [own, second]");
        assertThat(atOnce.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(atOnce).hasMessage("There is no service 'other' in plugin 'p'; it has [own, second]");
        wire.remotePlugin.services().require("second");
        assertSameConnection();
    }

    @Test
    @DisplayName("lack methods by name (checklist 55)")
    void unknownMethod() {
        PluginException error = error(() -> call(wire.remotePlugin.services(), "own", "missing", ""));

        assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(error).hasMessageContaining("The service 'own' has no method 'missing'");
        assertSameConnection();
    }

    @Test
    @DisplayName("tell what is wrong with arguments that they can't read")
    void unreadableArguments() {
        PluginException error = error(() -> call(wire.remotePlugin.services(), "own", "echo", "!"));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error).hasMessageContaining("The arguments of own.echo can't be read: it begins with");
        assertSameConnection();
    }

    @Test
    @DisplayName("have the messages' limit, in both directions, and the connection lives on (checklist 28)")
    void limit() {
        service.with("large", arguments -> new byte[100_000]);

        for (PluginException error : new PluginException[] {
            error(() -> call(wire.remotePlugin.services(), "own", "echo", "x".repeat(100_000))),
            error(() -> call(wire.remotePlugin.services(), "own", "large", ""))
        }) {
            assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(error).hasMessageContaining("maxFrameBytes = 65536");
        }
        assertSameConnection();
    }

    @Test
    @DisplayName("have one-way methods, whose end the caller waits for, and whose errors it doesn't learn")
    void oneWay() {
        AtomicBoolean ended = new AtomicBoolean();
        service.with("notify", arguments -> {
            ended.set(true);
            throw new IllegalStateException("nobody learns of this");
        });

        ByteBuffer nothing =
                wire.remotePlugin.services().call(new MessageRequest("own", "notify", bytes(""), true, null));

        assertThat(nothing.remaining()).isZero();
        assertThat(ended).isTrue();
        assertSameConnection();
    }

    @Test
    @DisplayName("are interrupted when the caller's time is over (checklist 29)")
    void deadline() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        service.with("linger", arguments -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return arguments;
        });
        Duration brief = Duration.ofMillis(100);

        for (boolean oneWay : new boolean[] {false, true}) {
            assertThat(error(() -> wire.remotePlugin
                                    .services()
                                    .call(new MessageRequest("own", "linger", bytes(""), oneWay, brief)))
                            .code())
                    .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        }
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(call(wire.remotePlugin.services(), "own", "echo", "again")).isEqualTo("again");
    }

    @Test
    @DisplayName("of a peer that can't have any are refused without asking it")
    void notAnnounced() {
        try (Wire old = new Wire(scheme, limits, 1, Set.of())) {
            PluginException error = error(() -> old.remotePlugin.services().require("own"));

            assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(error)
                    .hasMessageContaining("There is no service 'own' in plugin 'p'")
                    .hasMessageContaining("'services'");
            assertThat(error(() -> call(old.remotePlugin.services(), "own", "echo", ""))
                            .code())
                    .isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(old.plugin.sessions).isEmpty();
        }
    }

    @Test
    @DisplayName("can't be called before the plugin has registered")
    void notRegistered() {
        try (Wire unregistered = new Wire(scheme, limits, 1)) {
            assertThat(error(() -> call(unregistered.remoteHost.services(), "own", "echo", ""))
                            .code())
                    .isEqualTo(ErrorCode.NOT_SUPPORTED);
        }
    }

    private void assertSameConnection() {
        assertThat(call(wire.remotePlugin.services(), "own", "echo", "still there"))
                .isEqualTo("still there");
        assertThat(wire.plugin.sessions).hasSize(1);
        assertThat(wire.remotePlugin.callsInFlight()).isZero();
    }

    private static String call(MessageCaller caller, String service, String method, String text) {
        ByteBuffer result = caller.call(new MessageRequest(service, method, bytes(text), false, null));
        return StandardCharsets.UTF_8.decode(result).toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static PluginException error(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        PluginException error = catchThrowableOfType(PluginException.class, call);
        assertThat(error).isNotNull();
        return error;
    }
}
