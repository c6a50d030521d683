package io.thriftplugins.server;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes that a plugin has at the moment: usually one, more while it is replaced. Changed by one at a time; only
 * {@link #arriving()} may be asked without a lock.
 */
final class Processes {

    /** Is being launched for the first time, or again. */
    private volatile @Nullable Generation arriving;

    /** Has been launched and not ended. Never together with {@link #arriving}. */
    private @Nullable Generation current;

    /** Is being launched as a replacement. */
    private @Nullable Generation candidate;

    /** Were replaced and have not ended. */
    private final Set<Generation> draining = new HashSet<>();

    /** Were being launched again when a replacement took their place, and are being ended. */
    private final Set<Generation> superfluous = new HashSet<>();

    /** Is being launched for the first time, or again. */
    @Nullable
    Generation arriving() {
        return arriving;
    }

    /** Has been launched and not ended. */
    @Nullable
    Generation current() {
        return current;
    }

    /** Is being launched as a replacement. */
    @Nullable
    Generation candidate() {
        return candidate;
    }

    /** Those that are being launched. */
    List<Generation> loading() {
        return Stream.concat(Stream.of(arriving, candidate).flatMap(Stream::ofNullable), superfluous.stream())
                .toList();
    }

    /** Those that were replaced. */
    List<Generation> draining() {
        return List.copyOf(draining);
    }

    /** Whether it is the one that users are told of. */
    @SuppressWarnings("ReferenceEquality") // a process is who it is
    boolean isMain(Generation generation) {
        return generation == arriving || generation == current;
    }

    boolean hasNoMain() {
        return arriving == null && current == null;
    }

    boolean isEmpty() {
        return hasNoMain() && candidate == null && draining.isEmpty() && superfluous.isEmpty();
    }

    /** Whether the current thread serves a call of one of them. */
    boolean isServedHere() {
        return Stream.of(Stream.ofNullable(current), loading().stream(), draining.stream())
                .flatMap(generations -> generations)
                .anyMatch(Generation::isServedHere);
    }

    void arriving(Generation next) {
        arriving = next;
    }

    /** What was arriving has arrived. */
    void current(Generation arrived) {
        arriving = null;
        current = arrived;
    }

    void candidate(Generation next) {
        candidate = next;
    }

    /** The candidate takes the place of the others. */
    void takeOver(Generation next) {
        if (arriving != null) {
            superfluous.add(arriving);
        }
        if (current != null) {
            draining.add(current);
        }
        arriving = null;
        candidate = null;
        current = next;
    }

    /** One that was replaced has ended; false if it is none of those. */
    boolean drained(Generation gone) {
        return draining.remove(gone);
    }

    /** One has ended; harmless if it is not among them. */
    @SuppressWarnings("ReferenceEquality") // a process is who it is
    void remove(Generation gone) {
        arriving = arriving == gone ? null : arriving;
        current = current == gone ? null : current;
        candidate = candidate == gone ? null : candidate;
        draining.remove(gone);
        superfluous.remove(gone);
    }

    Processes copy() {
        Processes copy = new Processes();
        copy.arriving = arriving;
        copy.current = current;
        copy.candidate = candidate;
        copy.draining.addAll(draining);
        copy.superfluous.addAll(superfluous);
        return copy;
    }
}
