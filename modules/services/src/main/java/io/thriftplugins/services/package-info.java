/** Own Thrift services beside the framework's; {@link io.thriftplugins.services.ThriftServices} is where to begin. */
@NullMarked
package io.thriftplugins.services;

import org.jspecify.annotations.NullMarked;
