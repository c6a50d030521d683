/** The programs that README.md shows, each a file of its own. */
@NullMarked
package io.thriftplugins.example.snippets;

import org.jspecify.annotations.NullMarked;
