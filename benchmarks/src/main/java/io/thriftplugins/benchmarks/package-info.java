/** What a call costs between two processes, and what an idle plugin costs its host; see {@code docs/performance.md}. */
@NullMarked
package io.thriftplugins.benchmarks;

import org.jspecify.annotations.NullMarked;
