/** The main class of a plugin process. */
@NullMarked
package io.thriftplugins.runner;

import org.jspecify.annotations.NullMarked;
