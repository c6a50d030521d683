package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.CustomEndpoint;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Endpoints can be made up, written down, read again and dialled. */
abstract class EndpointContract extends ContractTests {

    EndpointContract(TransportContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("the scheme is in lower case, always the same, and that of the endpoints")
    void scheme() throws IOException {
        assertThat(transport().scheme())
                .isNotEmpty()
                .isEqualTo(transport().scheme().toLowerCase(Locale.ROOT))
                .isEqualTo(contract().transport().scheme())
                .isEqualTo(transport().newEndpoint("tck-").scheme())
                .isEqualTo(listen().endpoint().scheme());
    }

    @Test
    @DisplayName("what a listener reports can be handed over as text and dialled from there")
    void endpointSurvivesAsText() throws IOException {
        TransportListener listener = listen();

        Endpoint parsed = Endpoint.parse(listener.endpoint().toString());

        assertThat(parsed).isEqualTo(listener.endpoint());
        Task<TransportConnection> accepting = start(() -> accept(listener));
        TransportConnection dialled = closedLater(transport().connect(parsed, TIMEOUT));
        Data.send(dialled, new byte[] {1});
        assertThat(Data.receive(accepting.result(), 1)).containsExactly(1);
    }

    @Test
    @DisplayName("endpoints that are made up never collide")
    void newEndpointsDiffer() throws IOException {
        Set<Endpoint> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(seen.add(listen().endpoint())).isTrue();
        }
    }

    @Test
    @DisplayName("an endpoint that is made up is on this machine, and so is what the listener reports (checklist 58)")
    void newEndpointsAreLocal() throws IOException {
        assertThat(transport().isLocal(transport().newEndpoint("tck-"))).isTrue();
        assertThat(transport().isLocal(listen().endpoint())).isTrue();
    }

    @Test
    @DisplayName("endpoints of another scheme are refused")
    void foreignSchemes() {
        Endpoint foreign = new CustomEndpoint("not-" + transport().scheme().replace('.', '-'), "somewhere");

        assertThatThrownBy(() -> transport().listen(foreign)).satisfies(e -> assertRefused(e, foreign));
        assertThatThrownBy(() -> transport().connect(foreign, TIMEOUT)).satisfies(e -> assertRefused(e, foreign));
    }

    private static void assertRefused(Throwable failure, Endpoint endpoint) {
        assertThat(failure).isInstanceOfSatisfying(PluginException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ENDPOINT);
            assertThat(e).hasMessageContaining(endpoint.toString());
        });
    }
}
