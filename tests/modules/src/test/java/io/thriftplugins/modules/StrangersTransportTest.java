package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.modules.HostProcess.Kind;
import io.thriftplugins.modules.HostProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A stranger's transport is as good as ours, for the host and its plugins (checklist 73)")
class StrangersTransportTest {

    private static final List<String> WORKS = List.of("loop process 5", "loop here 5");

    @TempDir
    Path directory;

    /** For what the host finds only if it is told. */
    private Path elsewhere;

    @BeforeEach
    void makeElsewhere() throws Exception {
        elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("It is found beside the host, and a broken provider doesn't hide it")
    void besideTheHost(Kind kind) throws Exception {
        Outcome outcome = HostProcess.in(directory, kind)
                .with(StrangersTransport.broken(directory))
                .with(StrangersTransport.modular(directory, "stranger"))
                .run("-", "other://somewhere");

        assertThat(outcome.lines()).as(outcome.stderr()).containsSubsequence(WORKS);
        assertThat(outcome.lines())
                .last()
                .asString()
                .contains("There is no transport for 'other'", "Found: loop; failed to load: ", "no driver");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Two for one scheme: both are named")
    void ambiguous(Kind kind) throws Exception {
        Outcome outcome = HostProcess.in(directory, kind)
                .with(StrangersTransport.modular(directory, "one"))
                .with(StrangersTransport.plain(directory, "two"))
                .run("loop://0");

        assertThat(outcome.lines())
                .as(outcome.stderr())
                .last()
                .asString()
                .startsWith("NO_TRANSPORT There is more than one transport for 'loop': ")
                .contains("one.LoopTransport", "two.LoopTransport", "remove all but one");
    }

    @Test
    @DisplayName("It is found in a given layer, and a plugin's process gets it with the modules that it requires")
    void inALayer() throws Exception {
        Path transport = StrangersTransport.withLibrary(elsewhere, "stranger");
        StrangersTransport.library(elsewhere, "unrelated", true);
        Outcome outcome = HostProcess.in(directory, Kind.MODULE_PATH)
                .option("-Dtransports=" + elsewhere)
                .run("-");

        assertThat(outcome.lines()).as(outcome.stderr()).endsWith(WORKS.toArray(String[]::new));
        assertThat(outcome.pluginPaths())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains(
                        transport.toString(),
                        elsewhere.resolve("strangerlibrary.jar").toString())
                .doesNotContain(elsewhere.resolve("unrelated.jar").toString());
    }

    @Test
    @DisplayName("A given layer is looked at with its parents, and nowhere else")
    void inALayerBesideOurs() throws Exception {
        StrangersTransport.plain(elsewhere, "stranger");
        Outcome outcome = HostProcess.in(directory, Kind.MODULE_PATH)
                .with("io.thriftplugins.transport.socket")
                .option("-Dtransports=" + elsewhere)
                .run("loop://0", "tcp://127.0.0.1:0", "net.pipe://127.0.0.1/modules-test");

        assertThat(outcome.lines())
                .as(outcome.stderr())
                .containsSubsequence("loop process 5", "loop here 5", "tcp process 5", "tcp here 5")
                .last()
                .asString()
                .contains("There is no transport for 'net.pipe'");
    }

    @Test
    @DisplayName("A host on the class path can give a layer of automatic modules")
    void inALayerForTheClassPath() throws Exception {
        StrangersTransport.plain(elsewhere, "stranger");
        Outcome outcome = HostProcess.in(directory, Kind.CLASS_PATH)
                .option("-Dtransports=" + elsewhere)
                .run("-");

        assertThat(outcome.lines()).as(outcome.stderr()).endsWith(WORKS.toArray(String[]::new));
    }
}
