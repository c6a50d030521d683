/** The server that plugins register with, and the loader that launches them. */
@NullMarked
package io.thriftplugins.server;

import org.jspecify.annotations.NullMarked;
