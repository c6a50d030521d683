/** The programs of docs/objects.md, section Objects with functions. */
@NullMarked
package io.thriftplugins.example.snippets.objects;

import org.jspecify.annotations.NullMarked;
