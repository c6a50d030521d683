/** The programs that docs/ending.md shows. */
@NullMarked
package io.thriftplugins.example.snippets.ending;

import org.jspecify.annotations.NullMarked;
