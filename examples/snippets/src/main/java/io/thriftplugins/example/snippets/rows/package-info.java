/** The programs that docs/rows.md shows. */
@NullMarked
package io.thriftplugins.example.snippets.rows;

import org.jspecify.annotations.NullMarked;
