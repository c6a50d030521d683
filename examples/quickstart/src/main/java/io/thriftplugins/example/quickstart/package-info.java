/** The quickstart: {@link io.thriftplugins.example.quickstart.Quickstart} is the place to begin reading. */
@NullMarked
package io.thriftplugins.example.quickstart;

import org.jspecify.annotations.NullMarked;
