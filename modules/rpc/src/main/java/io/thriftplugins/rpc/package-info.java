/** What the server and the client have in common: Thrift, and how values travel over it. */
@NullMarked
package io.thriftplugins.rpc;

import org.jspecify.annotations.NullMarked;
