/**
 * A host that does everything at random for a given time, and then looks for what is left.
 *
 * <p>{@code Soak} has one {@code Round} after another for each transport: a server, a loader, and a {@code Keeper} for
 * each of its plugins. A keeper lets its plugin live one {@code Life} after another: it loads it, lets {@code Caller}s
 * make calls ({@code Operation}), troubles it, and ends it in one of several ways ({@code Fate}). What was done to a
 * plugin is an {@code Affliction}: it explains why a call failed, and a failure that nothing explains is a fault. The
 * plugin notes in a {@code Journal} which calls it executed; at the end of a life, both books are compared.
 */
@NullMarked
package io.thriftplugins.e2e.soak;

import org.jspecify.annotations.NullMarked;
