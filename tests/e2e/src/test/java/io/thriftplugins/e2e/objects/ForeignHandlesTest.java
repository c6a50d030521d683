package io.thriftplugins.e2e.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.ServedObject;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Handles of another plugin")
final class ForeignHandlesTest {

    private static final int TRIED = 5;

    private final AtomicInteger closed = new AtomicInteger();

    private ServedObject ping() {
        return ServedObject.builder("ping")
                .function("ping(): string", call -> "pong for " + call.caller())
                .onClose(closed::incrementAndGet)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("are unknown, to use and to close (checklist 59)")
    void unknown(String transport, @TempDir Path directory) throws Exception {
        try (TestHost host = TestHost.start(transport, options -> options.function("gift(): object", call -> ping()))) {
            PluginHandle owner = host.load(PluginJars.source(directory, ObjectsPlugin.class));
            owner.call("take", "gift");
            Path other = Files.createDirectory(directory.resolve("other"));
            PluginHandle thief = host.load(PythonPeer.source(other, "blob_plugin.py", "normal"));

            // The contract's answers for handles that never were (11, 5.2).
            assertThat(thief.call("try_handles", TRIED))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactlyElementsOf(
                            Collections.nCopies(TRIED, List.of("INVALID_OBJECT", "INTERNAL")).stream()
                                    .flatMap(List::stream)
                                    .toList());

            assertThat(owner.call("use_kept")).isEqualTo("pong for ObjectsPlugin");
            assertThat(closed).hasValue(0);
        }
        // By a thread that nobody waits for.
        Awaitility.await().untilAsserted(() -> assertThat(closed).hasValue(1));
    }
}
