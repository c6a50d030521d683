/** A host's and a plugin's own Thrift services, between processes. */
@NullMarked
package io.thriftplugins.e2e.services;

import org.jspecify.annotations.NullMarked;
