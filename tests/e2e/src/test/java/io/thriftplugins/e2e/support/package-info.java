/** What the end-to-end tests share: hosts, plugins to be compiled, a stranger's peer, the host's log, leak checks. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.e2e.support;
