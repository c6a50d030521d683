package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.PluginRunner;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that is to be started, in full detail. Its environment always has {@value #STDIN}{@code =watch}: it tells
 * plugins of ours that the end of stdin means that the host is gone. The host holds the pipe open and writes nothing.
 *
 * @param pluginName for messages
 * @param prefix what the program is started through; empty if nothing
 * @param program the program and its arguments
 * @param environment the whole environment
 * @param workingDirectory where the process starts, or null for where the host did
 * @param mark tells the process and its descendants from all others
 * @param secret the registration token's value, for nothing but to keep it out of what the process prints
 */
record LaunchPlan(
        String pluginName,
        List<String> prefix,
        List<String> program,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        LaunchMark mark,
        String secret) {

    static final String TOKEN = EnvironmentPolicy.RESERVED_PREFIX + "TOKEN";
    static final String STDIN = EnvironmentPolicy.RESERVED_PREFIX + "STDIN";

    /**
     * Plans the launch of a plugin that gets a process.
     *
     * @param runner finds what runs JARs; asked only for those
     * @throws PluginException with {@code LAUNCH_FAILED} if it can't be launched
     */
    static LaunchPlan of(PluginSource source, LaunchArguments arguments, Supplier<PluginRunner> runner) {
        PluginOrigin origin = source.origin();
        LaunchMark mark = LaunchMark.random();
        Map<String, String> environment = source.options().environment().apply(System.getenv());
        List<String> program = command(source, arguments, runner);
        List<String> prefix = List.of();
        if (source.options().prefix() != null) {
            prefix = PrefixWords.of(source, source.options().prefix(), arguments, runner);
        } else {
            environment.putAll(origin.variables());
        }
        Outliving outliving = arguments.outliving();
        if (outliving != null) {
            environment.put(
                    Outliving.TIME, Long.toString(outliving.giveUpAfter().toMillis()));
            environment.put(Outliving.SECRET, outliving.secret());
        }
        if (arguments.own() != null) {
            environment.put("TMPDIR", arguments.own().path().toString());
        }
        environment.put(STDIN, "watch");
        environment.put(LaunchMark.VARIABLE, mark.value());
        if (origin.tokenInEnvironment()) {
            environment.put(TOKEN, arguments.token().value());
        }
        return new LaunchPlan(
                source.name(),
                prefix,
                program,
                environment,
                source.workingDirectory(),
                mark,
                arguments.token().value());
    }

    /** All words of the process's command line. */
    List<String> command() {
        return Stream.concat(prefix.stream(), program.stream()).toList();
    }

    private static List<String> command(PluginSource source, LaunchArguments arguments, Supplier<PluginRunner> runner) {
        PluginOrigin origin = source.origin();
        List<String> command = new ArrayList<>();
        switch (origin.kind()) {
            case PROGRAM -> {
                command.addAll(origin.command());
                command.addAll(source.options().arguments());
            }
            case JAR -> {
                command.addAll(jvm(runner.get(), arguments.endpoint(), source.javaOptions()));
                command.add("--plugin=" + origin.path());
                command.addAll(source.options().arguments());
            }
            case JAR_IN_HOST ->
                throw new IllegalArgumentException(source + " runs inside the host's JVM and has no process");
            case BROKEN -> throw PluginOrigin.failure(String.valueOf(origin.problem()));
        }
        command.addAll(origin.tokenInEnvironment() ? arguments.withoutToken() : arguments.withToken());
        return command;
    }

    /** The JVM that runs this host runs its plugins, whatever the PATH says. */
    private static List<String> jvm(PluginRunner runner, Endpoint host, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("--module-path");
        command.add(
                runner.modulePath(host).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        // A plugin may need parts of the JDK that the runner doesn't, such as java.sql.
        command.add("--add-modules");
        command.add("ALL-DEFAULT");
        command.add("--module");
        command.add(runner.mainModule());
        return command;
    }

    /** The program, without its arguments and environment: they hold secrets. */
    @Override
    public String toString() {
        return "LaunchPlan[" + pluginName + ", " + program.get(0) + "]";
    }
}
