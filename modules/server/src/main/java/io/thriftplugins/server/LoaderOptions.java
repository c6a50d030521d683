package io.thriftplugins.server;

import io.thriftplugins.LogLevel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a loader behaves; see {@link ThriftPluginsLoader.Builder}.
 *
 * @param registrationTimeout how long to wait for the registration
 * @param readyTimeout how long to wait for "ready" after that
 * @param logLevel what plugins are told; null for what the host's log records
 * @param restart what happens when a plugin ends whose source says nothing of it
 */
record LoaderOptions(
        Duration registrationTimeout,
        Duration readyTimeout,
        @Nullable LogLevel logLevel,
        RestartPolicy restart) {}
