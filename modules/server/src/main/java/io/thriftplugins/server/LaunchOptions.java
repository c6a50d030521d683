package io.thriftplugins.server;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the host wants a plugin to be launched; what is launched is its {@link PluginOrigin}.
 *
 * @param name the plugin's name for the host
 * @param arguments what stands before the contract's arguments
 * @param javaOptions added to those of the origin
 * @param environment which variables of the host the process sees
 * @param workingDirectory where it starts, or null for where the origin says
 * @param prefix what it is started through, or null
 * @param checksums what its files must have, or null
 * @param grants what it may use of the host
 * @param restart whether it is launched again; null if its loader decides
 */
record LaunchOptions(
        String name,
        List<String> arguments,
        List<String> javaOptions,
        EnvironmentPolicy environment,
        @Nullable Path workingDirectory,
        @Nullable LaunchPrefix prefix,
        @Nullable Checksums checksums,
        Grants grants,
        @Nullable RestartPolicy restart) {

    LaunchOptions {
        arguments = List.copyOf(arguments);
        javaOptions = List.copyOf(javaOptions);
    }

    static LaunchOptions named(String name) {
        return new LaunchOptions(
                name, List.of(), List.of(), EnvironmentPolicy.inherited(), null, null, null, Grants.all(), null);
    }

    LaunchOptions withName(String value) {
        return new LaunchOptions(
                value, arguments, javaOptions, environment, workingDirectory, prefix, checksums, grants, restart);
    }

    LaunchOptions withArguments(List<String> value) {
        return new LaunchOptions(
                name, value, javaOptions, environment, workingDirectory, prefix, checksums, grants, restart);
    }

    LaunchOptions withJavaOptions(List<String> value) {
        return new LaunchOptions(
                name, arguments, value, environment, workingDirectory, prefix, checksums, grants, restart);
    }

    LaunchOptions withEnvironment(EnvironmentPolicy value) {
        return new LaunchOptions(
                name, arguments, javaOptions, value, workingDirectory, prefix, checksums, grants, restart);
    }

    LaunchOptions withWorkingDirectory(Path value) {
        return new LaunchOptions(name, arguments, javaOptions, environment, value, prefix, checksums, grants, restart);
    }

    LaunchOptions withPrefix(LaunchPrefix value) {
        return new LaunchOptions(
                name, arguments, javaOptions, environment, workingDirectory, value, checksums, grants, restart);
    }

    LaunchOptions withChecksums(Checksums value) {
        return new LaunchOptions(
                name, arguments, javaOptions, environment, workingDirectory, prefix, value, grants, restart);
    }

    LaunchOptions withGrants(Grants value) {
        return new LaunchOptions(
                name, arguments, javaOptions, environment, workingDirectory, prefix, checksums, value, restart);
    }

    LaunchOptions withRestart(RestartPolicy value) {
        return new LaunchOptions(
                name, arguments, javaOptions, environment, workingDirectory, prefix, checksums, grants, value);
    }
}
