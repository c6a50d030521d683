package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.LogLevel;
import io.thriftplugins.RegistrationToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin is told when it is launched (contract 7.1). The token's {@code toString} hides the secret, so this
 * one's does too.
 *
 * @param endpoint where the host listens
 * @param token what the plugin registers with
 * @param logLevel the lowest level that the plugin should log
 * @param outliving what it is told if it is to outlive this host, or null
 * @param own the directory that its process has for itself since it sees nothing of the host; null if it sees all
 */
record LaunchArguments(
        Endpoint endpoint,
        RegistrationToken token,
        LogLevel logLevel,
        @Nullable Outliving outliving,
        @Nullable TemporaryDirectory own) {

    /** No process to watch, for one that would not find it (contract 15). */
    private static final long NONE = 0;

    /** For a process that sees what the host does. */
    LaunchArguments(Endpoint endpoint, RegistrationToken token, LogLevel logLevel) {
        this(endpoint, token, logLevel, null, null);
    }

    /** The same for a process that has a directory for itself. */
    LaunchArguments in(TemporaryDirectory directory) {
        return new LaunchArguments(endpoint, token, logLevel, outliving, directory);
    }

    /** The same for a process that is to outlive this host. */
    LaunchArguments with(Outliving told) {
        return new LaunchArguments(endpoint, token, logLevel, told, own);
    }

    /** All, in the contract's order. */
    List<String> withToken() {
        return list(true);
    }

    /** All but the token, for plugins that get it through the environment. */
    List<String> withoutToken() {
        return list(false);
    }

    private List<String> list(boolean tokenToo) {
        List<String> list = new ArrayList<>();
        list.add("--server-endpoint=" + endpoint);
        if (tokenToo) {
            list.add("--token=" + token.value());
        }
        list.add("--parent-pid=" + (own == null ? ProcessHandle.current().pid() : NONE));
        list.add("--log-level=" + logLevel.argument());
        return list;
    }
}
