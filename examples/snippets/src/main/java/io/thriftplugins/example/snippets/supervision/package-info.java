/** The program that docs/supervision.md shows. */
@NullMarked
package io.thriftplugins.example.snippets.supervision;

import org.jspecify.annotations.NullMarked;
