/**
 * SLF4J in a plugin's process: what is logged goes to the host, in order and off the logging threads; before and after
 * the connection, to the console.
 */
@NullMarked
package io.thriftplugins.client.slf4j;

import org.jspecify.annotations.NullMarked;
