/** The programs that docs/typed-interfaces.md shows. */
@NullMarked
package io.thriftplugins.example.snippets.typed;

import org.jspecify.annotations.NullMarked;
