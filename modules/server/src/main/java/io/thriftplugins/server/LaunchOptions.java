package io.thriftplugins.server;

import io.thriftplugins.HealthCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the host wants a plugin to be launched; what is launched is its {@link PluginOrigin}. Immutable from outside: the
 * {@code with} methods return copies.
 */
final class LaunchOptions {

    private String name;
    private List<String> arguments = List.of();
    private List<String> javaOptions = List.of();
    private EnvironmentPolicy environment = EnvironmentPolicy.inherited();
    private @Nullable Path workingDirectory;
    private @Nullable LaunchPrefix prefix;
    private @Nullable Checksums checksums;
    private Grants grants = Grants.all();
    private @Nullable RestartPolicy restart;
    private @Nullable HealthCheck healthCheck;
    private @Nullable Duration outlives;

    private LaunchOptions(String name) {
        this.name = name;
    }

    static LaunchOptions named(String name) {
        return new LaunchOptions(name);
    }

    private LaunchOptions copy() {
        LaunchOptions copy = new LaunchOptions(name);
        copy.arguments = arguments;
        copy.javaOptions = javaOptions;
        copy.environment = environment;
        copy.workingDirectory = workingDirectory;
        copy.prefix = prefix;
        copy.checksums = checksums;
        copy.grants = grants;
        copy.restart = restart;
        copy.healthCheck = healthCheck;
        copy.outlives = outlives;
        return copy;
    }

    /** The plugin's name for the host. */
    String name() {
        return name;
    }

    LaunchOptions withName(String value) {
        LaunchOptions copy = copy();
        copy.name = value;
        return copy;
    }

    /** What stands before the contract's arguments. */
    List<String> arguments() {
        return arguments;
    }

    LaunchOptions withArguments(List<String> value) {
        LaunchOptions copy = copy();
        copy.arguments = List.copyOf(value);
        return copy;
    }

    /** Added to those of the origin. */
    List<String> javaOptions() {
        return javaOptions;
    }

    LaunchOptions withJavaOptions(List<String> value) {
        LaunchOptions copy = copy();
        copy.javaOptions = List.copyOf(value);
        return copy;
    }

    /** Which variables of the host the process sees. */
    EnvironmentPolicy environment() {
        return environment;
    }

    LaunchOptions withEnvironment(EnvironmentPolicy value) {
        LaunchOptions copy = copy();
        copy.environment = value;
        return copy;
    }

    /** Where it starts, or null for where the origin says. */
    @Nullable
    Path workingDirectory() {
        return workingDirectory;
    }

    LaunchOptions withWorkingDirectory(Path value) {
        LaunchOptions copy = copy();
        copy.workingDirectory = value;
        return copy;
    }

    /** What it is started through, or null. */
    @Nullable
    LaunchPrefix prefix() {
        return prefix;
    }

    LaunchOptions withPrefix(LaunchPrefix value) {
        LaunchOptions copy = copy();
        copy.prefix = value;
        return copy;
    }

    /** What its files must have, or null. */
    @Nullable
    Checksums checksums() {
        return checksums;
    }

    LaunchOptions withChecksums(Checksums value) {
        LaunchOptions copy = copy();
        copy.checksums = value;
        return copy;
    }

    /** What it may use of the host. */
    Grants grants() {
        return grants;
    }

    LaunchOptions withGrants(Grants value) {
        LaunchOptions copy = copy();
        copy.grants = value;
        return copy;
    }

    /** Whether it is launched again; null if its loader decides. */
    @Nullable
    RestartPolicy restart() {
        return restart;
    }

    LaunchOptions withRestart(RestartPolicy value) {
        LaunchOptions copy = copy();
        copy.restart = value;
        return copy;
    }

    /** How it is asked whether it is there; null if the server decides. */
    @Nullable
    HealthCheck healthCheck() {
        return healthCheck;
    }

    LaunchOptions withHealthCheck(HealthCheck value) {
        LaunchOptions copy = copy();
        copy.healthCheck = value;
        return copy;
    }

    /** How long it waits for another host when this one is gone; null if it ends with it. */
    @Nullable
    Duration outlives() {
        return outlives;
    }

    LaunchOptions withOutliving(Duration value) {
        LaunchOptions copy = copy();
        copy.outlives = value;
        return copy;
    }
}
