package io.thriftplugins.e2e.end;

import io.thriftplugins.e2e.kit.Belongings;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A host that replaces a plugin inside its JVM again and again, and looks for what is left of the old versions while
 * the last one goes on; prints it: {@code TRANSPORT PATH ROUNDS}.
 */
public final class ReplaceRounds {

    private ReplaceRounds() {}

    public static void main(String[] args) throws Exception {
        PluginSource source = PluginSource.jarInHost(Path.of(args[1]));
        List<String> left = new ArrayList<>();
        List<WeakReference<?>> old = new ArrayList<>();
        try (TestHost host =
                TestHost.start(args[0], options -> options.function("give(value: any): any", call -> call.get(0)))) {
            LoadedPlugin plugin = host.loader().load(source);
            use(plugin);
            Belongings before = Belongings.now();
            for (int i = Integer.parseInt(args[2]); i > 0; i--) {
                old.add(loader());
                var end = plugin.replaceWith(source).get(20, TimeUnit.SECONDS);
                if (end.reason() != null) {
                    left.add("The old version was not stopped but " + end);
                }
                use(plugin);
            }
            left.addAll(Belongings.leftSince(before));
            Belongings.unloaded(old).ifPresent(left::add);
            if (loader().get() == null) {
                left.add("The classes of the plugin that runs were not watched");
            }
            use(plugin);
        }
        left.forEach(System.out::println);
        System.exit(left.isEmpty() ? 0 : 1);
    }

    private static void use(LoadedPlugin plugin) {
        if (!Objects.equals(plugin.call("echo", "round"), "round")) {
            throw new AssertionError("The plugin does not work");
        }
    }

    private static WeakReference<?> loader() {
        return (WeakReference<?>) Objects.requireNonNull(System.getProperties().get(RoundsPlugin.LOADER));
    }
}
