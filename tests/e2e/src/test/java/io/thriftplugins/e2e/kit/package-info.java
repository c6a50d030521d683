/** What the tests of calls and of the end share: hosts, plugins in JARs and with a main of their own, other JVMs. */
@NullMarked
package io.thriftplugins.e2e.kit;

import org.jspecify.annotations.NullMarked;
