package io.thriftplugins.e2e.soak;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Calls of plugins inside the host that are executed after their plugin has ended: no thread of a JVM can be killed, so
 * one that had a call which its caller has given up may get to it late. Their books are compared once more. Safe for
 * use by many threads.
 */
final class LateCalls {

    /** How many lives later, at the earliest: later than any thread is, and not so many that they fill the memory. */
    private static final int LATER = 32;

    private final Ledger ledger;
    private final Queue<Book> books = new ArrayDeque<>();

    private record Book(String name, Journal journal) {}

    LateCalls(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Of a plugin that has ended, whose books were compared a first time. */
    synchronized void add(String name, Journal journal) {
        books.add(new Book(name, journal));
        compare(LATER);
    }

    /** At the end of all. */
    synchronized void compareAll() {
        compare(0);
    }

    private void compare(int remaining) {
        while (books.size() > remaining) {
            Book book = books.remove();
            book.journal().check().forEach(fault -> ledger.fault(book.name() + ", later: " + fault));
        }
    }
}
