package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.modules.HostProcess.Kind;
import io.thriftplugins.modules.HostProcess.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName(
        "A host takes only the transports that it needs on the module path and on the class path (checklist 71, 72)")
class TransportChoiceTest {

    private static final String PIPE = "io.thriftplugins.transport.pipe";
    private static final String SOCKET = "io.thriftplugins.transport.socket";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @DisplayName("The pipe transport alone: it is the default, and tcp is what the artifact named would bring")
    void pipe(Kind kind) throws Exception {
        Outcome outcome = HostProcess.in(directory, kind).with(PIPE).run("-", "tcp://127.0.0.1:0");

        assertThat(outcome.lines())
                .as(outcome.stderr())
                .containsExactly(
                        host(kind),
                        "net.pipe process 5",
                        "net.pipe here 5",
                        "NO_TRANSPORT There is no transport for 'tcp'; add"
                                + " io.thriftplugins:thrift-plugins-transport-socket to the module path or class path."
                                + " Found: net.pipe");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The socket transport alone: it is the default, and net.pipe is what the artifact named would bring")
    void socket(Kind kind) throws Exception {
        Outcome outcome = HostProcess.in(directory, kind).with(SOCKET).run("-", "net.pipe://127.0.0.1/modules-test");

        assertThat(outcome.lines())
                .as(outcome.stderr())
                .containsExactly(
                        host(kind),
                        "tcp process 5",
                        "tcp here 5",
                        "NO_TRANSPORT There is no transport for 'net.pipe'; add"
                                + " io.thriftplugins:thrift-plugins-transport-pipe to the module path or class path."
                                + " Found: tcp, tls");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Both transports: pipes are the default")
    void both(Kind kind) throws Exception {
        Outcome outcome = HostProcess.in(directory, kind).with(PIPE, SOCKET).run("-", "tcp://127.0.0.1:0");

        assertThat(outcome.lines())
                .as(outcome.stderr())
                .containsExactly(host(kind), "net.pipe process 5", "net.pipe here 5", "tcp process 5", "tcp here 5");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("With the module that makes certificates, tls; its libraries come along to the plugin's process")
    void tls(Kind kind) throws Exception {
        Outcome outcome = HostProcess.in(directory, kind)
                .with(
                        SOCKET,
                        "io.thriftplugins.tls.certificates",
                        "org.bouncycastle.pkix",
                        "org.bouncycastle.provider",
                        "org.bouncycastle.util")
                .run("tls://127.0.0.1:0");

        assertThat(outcome.lines()).as(outcome.stderr()).containsExactly(host(kind), "tls process 5", "tls here 5");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Without that module tls wants keys of one's own, or the artifact named")
    void tlsWithoutCertificates(Kind kind) throws Exception {
        Outcome outcome = HostProcess.in(directory, kind).with(SOCKET).run("tls://127.0.0.1:0");

        assertThat(outcome.lines())
                .as(outcome.stderr())
                .containsExactly(
                        host(kind),
                        "NO_TRANSPORT A tls endpoint needs a key and a certificate, and there is nothing to make them"
                                + " with; add io.thriftplugins:thrift-plugins-tls-certificates to the module path or"
                                + " class path, or give server and client TransportKeys of your own");
    }

    private static String host(Kind kind) {
        return switch (kind) {
            case MODULE_PATH -> "host in module host";
            case CLASS_PATH -> "host in the class path";
        };
    }
}
