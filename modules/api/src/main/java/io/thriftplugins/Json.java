package io.thriftplugins;

import java.util.Objects;

/**
 * A JSON document as text. The framework carries the text and doesn't parse it, so that neither host nor plugin is tied
 * to a JSON library.
 *
 * @param text the document; its syntax is not checked
 */
public record Json(String text) {

    /** Checks that there is a text. */
    public Json {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return text;
    }
}
