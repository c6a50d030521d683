/** Renders Markdown with commonmark-java. */
@NullMarked
package io.thriftplugins.example.markdown;

import org.jspecify.annotations.NullMarked;
