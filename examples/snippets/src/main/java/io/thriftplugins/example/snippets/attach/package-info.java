/** The programs in docs/attach.md. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.example.snippets.attach;
