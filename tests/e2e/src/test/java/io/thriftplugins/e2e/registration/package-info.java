/** Plugins that register, rightly and wrongly, between real processes. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.e2e.registration;
