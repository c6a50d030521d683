package io.thriftplugins.e2e.objects;

import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An object among the arguments of a refused call")
final class RefusedArgumentsTest {

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("is released at once, since no function got it that could close it (checklist 34)")
    void released(String transport, @TempDir Path directory) {
        ServedObject callback = ServedObject.builder("callback")
                .function("apply(): integer", call -> 1)
                .build();
        try (TestHost host = TestHost.start(transport, options -> options.limit(Limit.MAX_HANDLES, 1))) {
            PluginHandle plugin = host.load(PluginJars.source(directory, ObjectsPlugin.class));
            try (RemoteObject counter = (RemoteObject) Objects.requireNonNull(plugin.call("counter"))) {
                for (Object argument : List.of(callback, List.of(callback), Map.of("x", callback))) {
                    // There is room for one object: the next call waits for the release of the last one's.
                    awaitCode(ErrorCode.INVALID_FUNCTION, () -> counter.call("missing", argument));
                    awaitCode(ErrorCode.INVALID_ARGUMENT, () -> counter.call("add", argument));
                }
            }
        }
    }

    private static void awaitCode(ErrorCode code, Runnable call) {
        await(code.name()).until(() -> Errors.of(call::run).code() == code);
    }
}
