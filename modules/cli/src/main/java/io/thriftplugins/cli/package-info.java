/** The commands of {@code thrift-plugins}, one class each. */
@NullMarked
package io.thriftplugins.cli;

import org.jspecify.annotations.NullMarked;
