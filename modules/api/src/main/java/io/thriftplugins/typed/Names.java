package io.thriftplugins.typed;

import java.util.Locale;

/** Names of functions: in signatures case doesn't matter, so words are separated by something else. */
final class Names {

    private Names() {}

    /** {@code TextTools} and {@code textTools} become {@code text_tools}, {@code HTTPServer} {@code http_server}. */
    static String of(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
