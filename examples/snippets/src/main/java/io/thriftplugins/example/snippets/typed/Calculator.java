package io.thriftplugins.example.snippets.typed;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What both sides know. */
public interface Calculator {

    long add(long a, long b);

    double divide(double a, double b) throws DivisionByZero;

    Summary describe(List<Double> numbers);

    CompletionStage<Long> sumUpTo(long end, Progress progress);

    /** A result with parts. */
    record Summary(int count, Optional<Double> mean) {}

    /** A callback: it is called where it was made. */
    interface Progress {
        void done(int percent);
    }

    /** Arrives as itself, since a method declares it. */
    class DivisionByZero extends Exception {
        public DivisionByZero(String message) {
            super(message);
        }
    }
}
