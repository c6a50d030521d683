package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.LogLevel;
import io.thriftplugins.RegistrationToken;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plugin is told when it is launched (contract 7.1). The token's {@code toString} hides the secret, so this
 * one's does too.
 *
 * @param endpoint where the host listens
 * @param token what the plugin registers with
 * @param logLevel the lowest level that the plugin should log
 */
record LaunchArguments(Endpoint endpoint, RegistrationToken token, LogLevel logLevel) {

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
        list.add("--parent-pid=" + ProcessHandle.current().pid());
        list.add("--log-level=" + logLevel.argument());
        return list;
    }
}
