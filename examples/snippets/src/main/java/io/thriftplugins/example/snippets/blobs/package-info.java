/** The programs that docs/objects.md shows in its section Blobs. */
@NullMarked
package io.thriftplugins.example.snippets.blobs;

import org.jspecify.annotations.NullMarked;
