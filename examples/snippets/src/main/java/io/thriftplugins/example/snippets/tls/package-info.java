/** The programs in docs/tls.md. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.example.snippets.tls;
