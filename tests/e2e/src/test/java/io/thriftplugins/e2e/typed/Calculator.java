package io.thriftplugins.e2e.typed;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.IntUnaryOperator;

/** What both sides of these tests export, and call. */
public interface Calculator {

    long add(long a, long b);

    int sum(int... numbers);

    Point move(Point point, Direction direction, Optional<Double> distance);

    Map<String, List<Point>> group(List<Point> points);

    LocalDate later(LocalDate date, int days);

    byte[] reverse(byte[] bytes);

    double divide(double a, double b) throws DivisionByZero;

    String read(String file) throws IOException;

    void fail(String message);

    List<Integer> map(List<Integer> numbers, IntUnaryOperator function);

    /** Reports after each step; the progress is lent. */
    CompletionStage<Integer> countTo(int end, Progress progress);

    /** Never completes by itself. */
    CompletionStage<Void> hang();

    /** Returns when its thread is interrupted, with that exception. */
    void waitForInterrupt() throws InterruptedException;

    /** How many calls of {@link #hang} and {@link #waitForInterrupt} have begun. */
    int begun();

    /** How many of them were given up. */
    int cancelled();

    Session open(String name);

    /** Keeps it until {@link #tell}, which closes it. */
    void subscribe(Listener listener);

    void tell(String text);

    /** Keeps it, although it is only lent. */
    void keep(Progress progress);

    /** Uses what was kept. */
    void useKept();

    /** How many sessions have been closed. */
    int closedSessions();

    default long twice(long number) {
        return add(number, number);
    }

    /** A place. */
    record Point(double x, double y) {}

    /** Where to. */
    enum Direction {
        LEFT,
        RIGHT {
            @Override
            int sign() {
                return 1;
            }
        };

        int sign() {
            return -1;
        }
    }

    /** A callback. */
    @FunctionalInterface
    interface Progress {
        void done(int steps);
    }

    /** A callback that may be kept. */
    interface Listener extends AutoCloseable {
        void told(String text);

        @Override
        void close();
    }

    /** A result that stays with its owner. */
    interface Session extends AutoCloseable {
        String name();

        Session child(String name);

        @Override
        void close();
    }

    /** Known to both sides. */
    class DivisionByZero extends Exception {
        private static final long serialVersionUID = 1L;

        public DivisionByZero(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
