/**
 * The generated stubs of {@code thrift_plugins.thrift}, which documents each of them.
 *
 * <p>Not null-marked: the Thrift compiler knows nothing of JSpecify, and an optional field that is absent is null.
 */
@NullUnmarked
package io.thriftplugins.thrift;

import org.jspecify.annotations.NullUnmarked;
