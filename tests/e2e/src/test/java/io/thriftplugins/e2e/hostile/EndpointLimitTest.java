package io.thriftplugins.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Endpoint;
import io.thriftplugins.Limit;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.thrift.QueryCatPluginException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The limit of a plugin's endpoints")
final class EndpointLimitTest {

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("maxEndpoints: a host that asks for more gets an error, and goes on with those that there are")
    void endpoints(String transport) throws Exception {
        try (FakeHost host = new FakeHost(transport);
                ThriftPluginsClient plugin = ThriftPluginsClient.builder()
                        .plugin(new WitnessPlugin())
                        .arguments(ClientArguments.parse("--server-endpoint=" + host.uri(), "--token=any"))
                        .limit(Limit.MAX_ENDPOINTS, 3)
                        .embedded(true)
                        .build()) {
            plugin.start();
            Endpoint first = host.plugin();
            Endpoint second = Endpoint.parse(host.serve(first));
            Endpoint third = Endpoint.parse(host.serve(second));

            for (Endpoint endpoint : List.of(first, second, third)) {
                assertThatThrownBy(() -> host.serve(endpoint))
                        .isInstanceOfSatisfying(QueryCatPluginException.class, e -> {
                            assertThat(e.getError_code()).isEqualTo("LIMIT_EXCEEDED");
                            assertThat(e.getError_message()).contains("maxEndpoints = 3");
                        });
            }
            assertThat(Set.of(first, second, third)).hasSize(3);
        }
    }
}
