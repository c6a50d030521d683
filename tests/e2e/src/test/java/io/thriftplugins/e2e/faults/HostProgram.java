package io.thriftplugins.e2e.faults;

import io.thriftplugins.CallRequest;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A host in a JVM of its own, to be killed or paused: {@code TRANSPORT gentle|stubborn KIND:PATH...}. It loads the
 * plugins, lets those that are {@link FaultsPlugin}s start processes, and prints all their process ids in one line.
 * Then it answers each line of its input with one of its output: {@code add} with what the first plugin says.
 */
public final class HostProgram {

    private static final HealthCheck CHECK = new HealthCheck(Duration.ofMillis(50), Duration.ofSeconds(2));

    /** The first call of all, which loads classes on both sides. */
    private static final CallRequest SPAWN = CallRequest.of("spawn").withTimeout(Duration.ofSeconds(20));

    private HostProgram() {}

    public static void main(String[] args) throws IOException {
        try (TestHost host =
                TestHost.start(args[0], options -> options.healthCheck(CHECK).callTimeout(Duration.ofSeconds(2)))) {
            host.configure(FaultsPlugin.STUBBORN, args[1].equals("stubborn"));
            List<PluginHandle> plugins = new ArrayList<>();
            List<String> pids = new ArrayList<>();
            for (String argument : List.of(args).subList(2, args.length)) {
                PluginHandle plugin = host.load(source(argument));
                plugins.add(plugin);
                plugin.pid().ifPresent(pid -> pids.add(Long.toString(pid)));
                if (plugin.reportedName().equals("faults")) {
                    ((List<?>) Objects.requireNonNull(plugin.call(SPAWN))).forEach(pid -> pids.add(pid.toString()));
                }
            }
            System.out.println(String.join(" ", pids));
            obey(plugins.get(0));
        }
        System.exit(0);
    }

    private static PluginSource source(String argument) {
        Path path = Path.of(argument.substring(argument.indexOf(':') + 1));
        return switch (argument.substring(0, argument.indexOf(':'))) {
            case "jar" ->
                PluginSource.jar(path).withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            case "inside" -> PluginSource.jarInHost(path);
            default -> PluginSource.directory(path);
        };
    }

    private static void obey(PluginHandle plugin) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (commands.readLine() != null) {
            try {
                System.out.println(plugin.call("add", 1, 2));
            } catch (PluginException e) {
                System.out.println(e.code() + " " + e.getMessage().replace('\n', ' '));
            }
        }
    }
}
