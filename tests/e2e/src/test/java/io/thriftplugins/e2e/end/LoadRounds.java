package io.thriftplugins.e2e.end;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.ServedObject;
import io.thriftplugins.e2e.kit.Belongings;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A host that loads a plugin, calls it and closes everything, again and again, then looks for what is left and prints
 * it: {@code TRANSPORT HOW PATH ROUNDS}.
 */
public final class LoadRounds {

    /** After these, all that is made once for a JVM is there. */
    private static final int WARM_UP = 3;

    private LoadRounds() {}

    public static void main(String[] args) throws Exception {
        PluginSource source = source(args[1], Path.of(args[2]));
        // From the very first one on: what is made once must not keep the plugin that happens to be there.
        List<WeakReference<?>> classes = new ArrayList<>();
        for (int i = 0; i < WARM_UP; i++) {
            round(args[0], source, classes);
        }
        Belongings before = Belongings.settled();
        for (int i = Integer.parseInt(args[3]); i > 0; i--) {
            round(args[0], source, classes);
        }
        List<String> left = new ArrayList<>(Belongings.leftSince(before));
        Belongings.unloaded(classes).ifPresent(left::add);
        left.forEach(System.out::println);
        System.exit(left.isEmpty() ? 0 : 1);
    }

    private static PluginSource source(String how, Path path) {
        return switch (how) {
            case "inside" -> PluginSource.jarInHost(path);
            case "jar" ->
                PluginSource.jar(path).withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            default -> PluginSource.directory(path);
        };
    }

    private static void round(String transport, PluginSource source, List<WeakReference<?>> classes) {
        try (TestHost host =
                TestHost.start(transport, options -> options.function("give(value: any): any", call -> call.get(0)))) {
            PluginHandle plugin = host.load(source);
            if (!Objects.equals(plugin.call("echo", "round"), "round")) {
                throw new AssertionError("The plugin does not work");
            }
            if (plugin.functions().stream().anyMatch(function -> function.name().equals("use"))) {
                plugin.call(
                        "use",
                        ServedObject.builder("tool")
                                .function("name(): string", call -> "tool")
                                .build());
            }
            plugin.close();
        }
        if (System.getProperties().remove(RoundsPlugin.LOADER) instanceof WeakReference<?> reference) {
            classes.add(reference);
        }
    }
}
