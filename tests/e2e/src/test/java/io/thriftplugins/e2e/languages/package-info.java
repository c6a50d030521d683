/** The example plugins in other languages than Java. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.e2e.languages;
