/**
 * What is found through {@link java.util.ServiceLoader}: transports, and the runner that turns a JAR into a plugin.
 *
 * <p>A transport moves bytes between two processes and knows nothing of what they mean.
 */
@NullMarked
package io.thriftplugins.spi;

import org.jspecify.annotations.NullMarked;
