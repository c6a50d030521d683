/**
 * Hosts and plugins under attack: bytes, messages, connections and answers that no well-meaning peer would send. Each
 * attack is made of a seed, so that what it found can be repeated: {@code -Dthriftplugins.fuzz.seed=NUMBER}, and
 * {@code -Dthriftplugins.fuzz.rounds=NUMBER} for a long run, or the profile {@code fuzz}.
 */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.e2e.hostile;
