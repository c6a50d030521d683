/** Own Thrift services, multiplexed with the framework's. */
@NullMarked
package io.thriftplugins.services;

import org.jspecify.annotations.NullMarked;
