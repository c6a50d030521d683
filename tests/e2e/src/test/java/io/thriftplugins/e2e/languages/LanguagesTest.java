package io.thriftplugins.e2e.languages;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Blob;
import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.faults.HostKilledTest;
import io.thriftplugins.e2e.faults.HostProcess;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.HostConfiguration;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in other languages, with a host of ours. */
@ExtendWith(LeakCheck.class)
class LanguagesTest {

    private static final int THREADS = 16;

    @TempDir
    Path directory;

    static Stream<Arguments> everywhere() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.of(Transport.values()).map(transport -> Arguments.of(language, transport)));
    }

    /** With whatever the examples ask of a host. */
    private TestHost host(Transport transport) {
        return TestHost.start(
                transport,
                server -> server.function(
                                "link_target_exists(target: string): boolean",
                                call -> call.getString("target").equals("there.md"))
                        .function(
                                "slug_taken(slug: string): boolean",
                                call -> call.getString("slug").equals("taken"))
                        .configuration(new Root(directory)));
    }

    private PluginHandle load(TestHost host, Language language) throws Exception {
        return host.load(host.marked(language.source(directory)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Each ends within 5 s when its host is killed with SIGKILL (checklist 46)")
    void hostKilled(Language language, @TempDir Path temporary) throws Exception {
        String plugin = "directory:" + language.source(directory).path();
        try (HostProcess host = new HostProcess(temporary, Transport.PIPE.scheme(), "gentle", plugin)) {
            assertThat(host.plugins()).hasSize(1);
            HostKilledTest.killed(host);
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    @DisplayName("Each loads, answers, calls the host, and ends when it is told to (checklist 1, 35)")
    void functions(Language language, Transport transport) throws Exception {
        language.require();
        Files.writeString(directory.resolve("below the root.txt"), "found");
        try (TestHost host = host(transport)) {
            PluginHandle plugin = load(host, language);

            assertThat(plugin.reportedName()).isEqualTo(language.plugin());
            assertThat(plugin.version()).isEqualTo("1.0.0");
            switch (language) {
                case PYTHON -> {
                    Map<?, ?> statistics = (Map<?, ?>) plugin.call(
                            CallRequest.of("Text_Statistics").withNamed("text", "Ä [b](there.md) [c](missing.md)"));
                    assertThat(Objects.requireNonNull(statistics).get("words")).isEqualTo(3L);
                    assertThat(statistics.get("broken_links")).isEqualTo(List.of("missing.md"));
                }
                case NODE -> {
                    assertThat(plugin.call(CallRequest.of("Slugify").withNamed("text", "Ä Löwe & Co.")))
                            .isEqualTo("a-lowe-co");
                    assertThat(plugin.call("slugify", "Taken!")).isEqualTo("taken-2");
                }
                case GO -> {
                    assertThat(plugin.call(CallRequest.of("Sha256").withNamed("text", "abc")))
                            .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
                    assertThat(text(plugin, "file", "below the root.txt")).isEqualTo("found");
                }
            }
            assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.GRACEFUL);
            assertThat(plugin.ended().join().exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    @DisplayName("Each answers many calls at the same time, and each call gets its own answer (checklist 22, 32)")
    void manyAtATime(Language language, Transport transport) throws Exception {
        language.require();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (TestHost host = host(transport)) {
            PluginHandle plugin = load(host, language);
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String word = "word" + (100 + thread);
                Path file = Files.writeString(directory.resolve(word + ".txt"), "This is " + word + ", again " + word);
                tasks.add(() -> content(plugin, language, file).contains(word));
            }

            for (Future<Boolean> right : threads.invokeAll(tasks)) {
                assertThat(right.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The errors of each tell what was wrong (checklist 24, 26, 27)")
    void errors(Language language) throws Exception {
        language.require();
        try (TestHost host = host(Transport.PIPE)) {
            PluginHandle plugin = load(host, language);
            String function = switch (language) {
                case PYTHON -> "words";
                case NODE -> "gzip";
                case GO -> "file";
            };

            Causes.failure(ErrorCode.INVALID_FUNCTION, () -> plugin.call("no_such_function", "x"));
            Causes.failure(ErrorCode.INVALID_ARGUMENT, () -> plugin.call(function, 5));
            Causes.failure(ErrorCode.INVALID_ARGUMENT, () -> plugin.call(function, "x", "y"));
            if (language != Language.PYTHON) {
                assertThat(Causes.failure(ErrorCode.FUNCTION_FAILED, () -> plugin.call(function, "no such file")))
                        .hasMessageContaining("no such file");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    @DisplayName("The blob of each is read piece by piece, and is unknown once it is closed")
    void blob(Language language, Transport transport) throws Exception {
        language.require();
        Path file = Files.writeString(directory.resolve("words.txt"), "Wörter words ".repeat(50_000));
        try (TestHost host = host(transport)) {
            PluginHandle plugin = load(host, language);
            assertThat(content(plugin, language, file)).contains("words");

            Blob closed = blob(plugin, language, file);
            assertThat(closed.length()).isPositive();
            closed.close();
            Causes.failure(ErrorCode.OBJECT_RELEASED, closed::length);
        }
    }

    private static Blob blob(PluginHandle plugin, Language language, Path file) throws Exception {
        Object blob = switch (language) {
            case PYTHON -> plugin.call("word_cloud", "x".repeat(3) + "words " + Files.readString(file));
            case NODE -> plugin.call("gzip", file.toString());
            case GO -> plugin.call("file", file.getFileName().toString());
        };
        return (Blob) Objects.requireNonNull(blob);
    }

    /** What the blob that an example makes of a file tells of it. */
    private static String content(PluginHandle plugin, Language language, Path file) throws Exception {
        try (Blob blob = blob(plugin, language, file);
                InputStream bytes = blob.openStream();
                InputStream plain = language == Language.NODE ? new GZIPInputStream(bytes) : bytes) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(PluginHandle plugin, String function, String argument) throws Exception {
        try (Blob blob = (Blob) Objects.requireNonNull(plugin.call(function, argument));
                InputStream bytes = blob.openStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Tells the example in Go below which directory it finds files. */
    private record Root(Path directory) implements HostConfiguration {

        @Override
        public @Nullable Object get(String plugin, String key) {
            return key.equals("go-files.root") ? directory.toString() : null;
        }

        @Override
        public void set(String plugin, String key, @Nullable Object value) {
            throw new UnsupportedOperationException(key);
        }
    }
}
