/** Finds the plugin in a JAR, gives it a world of its own, and runs it. */
@NullMarked
package io.thriftplugins.runner;

import org.jspecify.annotations.NullMarked;
