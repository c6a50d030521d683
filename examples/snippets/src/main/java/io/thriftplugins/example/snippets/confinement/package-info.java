/** The program that docs/confinement.md shows. */
@NullMarked
package io.thriftplugins.example.snippets.confinement;

import org.jspecify.annotations.NullMarked;
