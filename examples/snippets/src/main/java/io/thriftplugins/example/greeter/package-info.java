/** The programs in docs/services.md. */
@NullMarked
package io.thriftplugins.example.greeter;

import org.jspecify.annotations.NullMarked;
