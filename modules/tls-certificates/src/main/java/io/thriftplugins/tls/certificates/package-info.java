/** Makes certificates with Bouncy Castle. */
@NullMarked
package io.thriftplugins.tls.certificates;

import org.jspecify.annotations.NullMarked;
