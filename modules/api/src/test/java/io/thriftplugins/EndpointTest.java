package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The textual form of endpoints (contract 1.1). */
final class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "net.pipe://127.0.0.1/qcath-ABC,qcath-ABC",
        "NET.PIPE://127.0.0.1/x,x",
        "net.pipe://any.host/x,x",
        "net.pipe:///x,x",
        "net.pipe://127.0.0.1/x/,x",
        "net.pipe://127.0.0.1/x/y,x",
        "net.pipe://127.0.0.1/x?query#fragment,x",
        "net.pipe://127.0.0.1/x#fragment,x",
        "net.pipe://127.0.0.1/a%20b%2Fc,a%20b%2Fc",
        "net.pipe://127.0.0.1/a b,a b"
    })
    void aPipeIsTheFirstSegmentTakenVerbatim(String uri, String name) {
        assertThat(Endpoint.parse(uri)).isEqualTo(new PipeEndpoint(name));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:25738,127.0.0.1,25738",
        "tcp://127.0.0.1:25738/,127.0.0.1,25738",
        "TCP://localhost:0,localhost,0",
        "tcp://host:65535/?q=1#f,host,65535",
        "tcp://host:1?q=1,host,1",
        "tcp://[::1]:5000/,::1,5000",
        "tcp://[fe80::1%eth0]:5000,fe80::1%eth0,5000"
    })
    void aSocketIsHostAndPort(String uri, String host, int port) {
        assertThat(Endpoint.parse(uri)).isEqualTo(new SocketEndpoint(host, port));
    }

    @Test
    void anAddressOfAnotherSchemeIsTakenVerbatim() {
        assertThat(Endpoint.parse("X-Mem+1://a%20b?c#d/")).isEqualTo(new CustomEndpoint("x-mem+1", "a%20b?c#d/"));
        assertThat(Endpoint.parse("mem://")).isEqualTo(new CustomEndpoint("mem", ""));
    }

    @Test
    void printedItReadsBack() {
        for (Endpoint endpoint : List.of(
                new PipeEndpoint("qcath-%41 b"),
                new SocketEndpoint("localhost", 0),
                new SocketEndpoint("::1", 5000),
                new SocketEndpoint("fe80::1%eth0", 65535),
                new CustomEndpoint("mem", "a/b?c"))) {
            assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
        }
    }

    @Test
    void theTextIsTheOneThatThePeersOfTheContractTake() {
        assertThat(new PipeEndpoint("x")).hasToString("net.pipe://127.0.0.1/x");
        assertThat(new SocketEndpoint("127.0.0.1", 80)).hasToString("tcp://127.0.0.1:80");
        assertThat(new SocketEndpoint("::1", 80)).hasToString("tcp://[::1]:80");
        assertThat(new PipeEndpoint("x").scheme()).isEqualTo("net.pipe");
        assertThat(new SocketEndpoint("h", 80).scheme()).isEqualTo("tcp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | it has no scheme",
                "tcp | it has no scheme",
                "://x | it has no scheme",
                "net.pipe://127.0.0.1 | the pipe has no name",
                "net.pipe://127.0.0.1/ | the pipe has no name",
                "net.pipe://127.0.0.1/?x | the pipe has no name",
                "net.pipe://127.0.0.1/.. | a pipe's name is not '.' or '..'",
                "net.pipe://127.0.0.1/a\\b | a pipe's name is not",
                "tcp://127.0.0.1 | the port is missing",
                "tcp://[::1] | the port is missing",
                "tcp://:80 | the host is empty or malformed",
                "tcp:// | the port is missing",
                "tcp://h: | a port is a number from 0 to 65535",
                "tcp://h:x | a port is a number from 0 to 65535",
                "tcp://h:+80 | a port is a number from 0 to 65535",
                "tcp://h:-1 | a port is a number from 0 to 65535",
                "tcp://h:65536 | a port is a number from 0 to 65535",
                "tcp://h:99999999999 | a port is a number from 0 to 65535",
                "tcp://h:\u0661 | a port is a number from 0 to 65535",
                "tcp://::1:80 | an IPv6 address stands in brackets",
                "tcp://[h]:80 | an IPv6 address stands in brackets, and nothing else does",
                "tcp://[x:y]:80 | the host is empty or malformed",
                "tcp://a b:80 | the host is empty or malformed",
                "tcp://user@h:80 | the host is empty or malformed",
                "1x://a | the scheme is malformed",
                "a b://c | the scheme is malformed",
                "mem://a b | an address holds no white space"
            })
    void aMalformedOneIsRefusedWithTheReason(String uri, String reason) {
        messageOf(ErrorCode.INVALID_ENDPOINT, () -> Endpoint.parse(uri))
                .startsWith("'")
                .contains("is no endpoint: " + reason)
                .endsWith("write net.pipe://127.0.0.1/NAME, tcp://HOST:PORT, tls://HOST:PORT or SCHEME://ADDRESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a?b", "a#b", "a\u0000b", "a\nb"})
    void aPipesNameIsOneSegment(String name) {
        messageOf(ErrorCode.INVALID_ENDPOINT, () -> new PipeEndpoint(name)).contains("pipe");
    }

    @Test
    void knownSchemesHaveTypesOfTheirOwn() {
        messageOf(ErrorCode.INVALID_ENDPOINT, () -> new CustomEndpoint("tcp", "h:1"))
                .contains("type of its own");
        messageOf(ErrorCode.INVALID_ENDPOINT, () -> new CustomEndpoint("TCP", "h:1"))
                .contains("scheme is malformed");
    }
}
