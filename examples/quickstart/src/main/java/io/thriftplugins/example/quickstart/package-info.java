/** The host of the quickstart. */
@NullMarked
package io.thriftplugins.example.quickstart;

import org.jspecify.annotations.NullMarked;
