/** What runs, and what it may: checksums, launch prefixes, confinement, grants. */
@NullMarked
package io.thriftplugins.e2e.runs;

import org.jspecify.annotations.NullMarked;
