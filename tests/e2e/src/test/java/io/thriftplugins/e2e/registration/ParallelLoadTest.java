package io.thriftplugins.e2e.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class ParallelLoadTest {

    private static final int PLUGINS = 8;
    private static final int BROKEN = 24;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @DisplayName("Many plugins load in parallel: each starts only when all have come so far (checklist 10)")
    void inParallel(Transport transport) throws Exception {
        CyclicBarrier all = new CyclicBarrier(PLUGINS);
        try (TestHost host = TestHost.start(transport, server -> server.function("meet()", call -> all.await()))) {
            List<PluginSource> sources = new ArrayList<>();
            for (int i = 0; i < PLUGINS; i++) {
                sources.add(Plugins.probe(host, "p" + i, "-Dprobe.start=meet"));
            }
            Path script = Plugins.script(directory.resolve("broken"), "echo sorry >&2; exit 9");
            for (int i = 0; i < BROKEN; i++) {
                sources.add(host.marked(PluginSource.executable(script)).withName("broken" + i));
            }

            List<LoadResult> results = host.loader().loadAll(sources);

            assertThat(results).extracting(LoadResult::source).isEqualTo(sources);
            for (int i = 0; i < PLUGINS; i++) {
                PluginHandle plugin = Objects.requireNonNull(results.get(i).handle(), () -> "failed: " + results);
                assertThat(plugin.name()).isEqualTo("p" + i);
                assertThat(plugin.call("add", i, 1)).isEqualTo(i + 1L);
            }
            for (LoadResult broken : results.subList(PLUGINS, results.size())) {
                assertThat(broken.handle()).isNull();
                assertThat(broken.failure()).hasMessageContaining("exit code 9").hasMessageContaining("sorry");
            }
        }
    }
}
