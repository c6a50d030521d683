package io.thriftplugins.e2e.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.MessageService;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource
@Timeout(60)
@DisplayName("One-way calls of a host's own services")
final class OneWayCallsTest {

    private static final int CALLS = 500;
    private static final String FORGED = "x\nERROR of the host's own, which isn't\r\u2028\u0085";

    @Parameter
    Transport transport;

    @Test
    @DisplayName("that are refused leave nothing in the host's log; of those that fail it has one line in a second")
    void log() throws Exception {
        try (HostLog log = HostLog.record(Level.INFO, name -> name.startsWith("io.thriftplugins"));
                TestHost host = TestHost.start(transport, server -> server.service(new Failing()));
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            connection.host().Services_Open(plugin.token());
            for (int i = 0; i < CALLS; i++) {
                connection.oneWay(FORGED + ":y");
                connection.oneWay("failing:missing" + FORGED);
            }
            connection.host().GetFunctions(plugin.token());
            assertThat(forged(log)).isEmpty();

            long since = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                connection.oneWay("failing:" + FORGED + "y".repeat(10_000));
            }
            connection.host().GetFunctions(plugin.token());
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);

            assertThat(forged(log)).isNotEmpty().hasSizeLessThanOrEqualTo((int) seconds + 2);
            assertThat(forged(log)).allSatisfy(line -> {
                assertThat(line.message()).hasSizeLessThan(500).doesNotContainPattern("[\n\r\u2028\u0085]");
                assertThat(line.error()).hasMessage("broken");
            });
        }
    }

    /** Other tests log at the same time. */
    private static List<HostLog.Line> forged(HostLog log) {
        return log.lines().stream()
                .filter(line -> line.message().contains("of the host's own, which isn't"))
                .toList();
    }

    /** Has all methods but those whose names begin with "missing", and all fail. */
    private static final class Failing implements MessageService {

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Call read(String method, ByteBuffer arguments) {
            return method.startsWith("missing")
                    ? null
                    : caller -> {
                        throw new IllegalStateException("broken");
                    };
        }
    }
}
