package io.thriftplugins.e2e.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@DisplayName("An object with functions")
final class ObjectsTest {

    @Parameter
    private String transport;

    private final AtomicInteger closedHere = new AtomicInteger();
    private TestHost host;
    private PluginHandle plugin;

    @BeforeEach
    void start(@TempDir Path directory) {
        host = TestHost.start(transport, options -> options.function("gift(): object", call -> ping()));
        plugin = host.load(PluginJars.source(directory, ObjectsPlugin.class));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private ServedObject ping() {
        return ServedObject.builder("ping")
                .function("ping(): string", call -> "pong for " + call.caller())
                .onClose(closedHere::incrementAndGet)
                .build();
    }

    private RemoteObject object(String function) {
        return (RemoteObject) Objects.requireNonNull(plugin.call(function));
    }

    private static void assertCode(ErrorCode code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    @DisplayName("stays with the plugin and is called through its proxy (checklist 26, 27)")
    void ofThePlugin() {
        try (RemoteObject counter = object("counter")) {
            assertThat(counter.kind()).isEqualTo(ObjectKind.GENERIC);
            assertThat(counter.name()).isEqualTo("counter");
            assertThat(counter.call("add", 2)).isEqualTo(2L);
            assertThat(counter.call(CallRequest.of("ADD").withNamed("number", 3)))
                    .isEqualTo(5L);
            assertThat(counter.callAsync(CallRequest.of("add", 1)).join()).isEqualTo(6L);
            assertThat(counter.call("who")).isEqualTo("host");
            assertThat(counter.functions()).extracting(FunctionInfo::name).containsExactly("add", "fail", "who");
            assertCode(ErrorCode.FUNCTION_FAILED, () -> counter.call("fail"));
            assertCode(ErrorCode.INVALID_FUNCTION, () -> counter.call("counter"));
            assertCode(ErrorCode.INVALID_ARGUMENT, () -> counter.call("add", "text"));
        }
        assertThat(plugin.call("closed")).isEqualTo(1L);
    }

    @Test
    @DisplayName("is released once, and then no more to be used")
    void released() {
        RemoteObject counter = object("counter");
        counter.close();
        counter.close();
        assertThat(counter.isClosed()).isTrue();
        assertThat(plugin.call("closed")).isEqualTo(1L);
        assertCode(ErrorCode.OBJECT_RELEASED, () -> counter.call("add", 1));
        assertCode(ErrorCode.OBJECT_RELEASED, counter::functions);
        assertThat(counter).hasToString("RemoteObject[GENERIC 'counter' of plugin 'ObjectsPlugin', closed]");
    }

    @Test
    @DisplayName("tells the one who closes it that closing failed")
    void closingFails() {
        RemoteObject failing = object("failing");
        assertThatThrownBy(failing::close).hasMessageContaining("can't be closed");
        failing.close();
    }

    @Test
    @DisplayName("is found in lists, too")
    void inLists() {
        List<?> counters = (List<?>) Objects.requireNonNull(plugin.call("counters"));
        for (Object counter : counters) {
            ((RemoteObject) counter).close();
        }
        assertThat(plugin.call("closed")).isEqualTo(2L);
    }

    @Test
    @DisplayName("passed as an argument is a callback, and stays the caller's (checklist 34)")
    void callback() {
        ServedObject callback = ServedObject.builder("square")
                .function("apply(number: integer): integer", call -> call.getLong("number") * call.getLong("number"))
                .onClose(closedHere::incrementAndGet)
                .build();
        assertThat(plugin.call("each", callback, 4)).isEqualTo(List.of(0L, 1L, 4L, 9L));
        assertThat(plugin.call("each", callback, 2)).isEqualTo(List.of(0L, 1L));
        assertThat(closedHere).hasValue(0);
    }

    @Test
    @DisplayName("of the host, once it was returned, is closed when the plugin ends, however that is")
    void handedOver() {
        plugin.call("take", "gift");
        assertThat(plugin.call("use_kept")).isEqualTo("pong for ObjectsPlugin");
        assertThat(closedHere).hasValue(0);
        assertCode(ErrorCode.PLUGIN_ENDED, () -> plugin.call("halt"));
        await().until(() -> closedHere.get() == 1);
    }

    @Test
    @DisplayName("of a plugin that has ended fails with the end")
    void afterTheEnd() {
        RemoteObject counter = object("counter");
        plugin.close();
        assertCode(ErrorCode.CLOSED, () -> counter.call("add", 1));
        counter.close();
    }

    @Test
    @DisplayName("that was forgotten is released when the garbage collector finds it")
    void forgotten() {
        WeakReference<RemoteObject> counter = new WeakReference<>(object("counter"));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return Objects.equals(plugin.call("closed"), 1L);
        });
        assertThat(counter.get()).isNull();
    }

    @Test
    @DisplayName("in an answer that can't be sent is taken back")
    void inAnAnswerThatIsTooLarge() {
        assertCode(ErrorCode.LIMIT_EXCEEDED, () -> plugin.call("too_large"));
        assertThat(plugin.call("closed")).isEqualTo(1L);
    }

    @Test
    @DisplayName("passed with a call that takes too long is taken back, and still the caller's")
    void withACallThatIsGivenUp() {
        ServedObject callback = ping();
        assertCode(
                ErrorCode.DEADLINE_EXCEEDED,
                () -> plugin.call(CallRequest.of("hang", callback).withTimeout(Duration.ofMillis(200))));
        assertThat(closedHere).hasValue(0);
        plugin.call("keep", callback);
        assertThat(plugin.call("use_kept")).isEqualTo("pong for ObjectsPlugin");
    }

    @Test
    @DisplayName("counts towards a limit that the error names")
    void limit() {
        List<RemoteObject> counters = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            counters.add(object("counter"));
        }
        assertThatThrownBy(() -> object("counter"))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .hasMessageContaining("maxHandles = 10000");
        counters.get(0).close();
        object("counter").close();
        counters.forEach(RemoteObject::close);
        assertThat(plugin.call("closed")).isEqualTo(10_002L);
    }

    @Test
    @DisplayName("is not what bytes are: they are sent whole")
    void bytes() {
        assertThat(plugin.call("bytes", new byte[] {1, 2, -1})).isEqualTo(new byte[] {1, 2, -1});
        assertThat(plugin.call("bytes", new byte[0])).isEqualTo(new byte[0]);
    }
}
