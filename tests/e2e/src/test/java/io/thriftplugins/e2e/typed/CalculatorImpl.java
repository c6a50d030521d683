package io.thriftplugins.e2e.typed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The same code on both sides. */
public final class CalculatorImpl implements Calculator {

    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile @Nullable Progress kept;
    private volatile @Nullable Listener listener;

    @Override
    public long add(long a, long b) {
        return a + b;
    }

    @Override
    public int sum(int... numbers) {
        return IntStream.of(numbers).sum();
    }

    @Override
    public Point move(Point point, Direction direction, Optional<Double> distance) {
        return new Point(point.x() + direction.sign() * distance.orElse(1.0), point.y());
    }

    @Override
    public Map<String, List<Point>> group(List<Point> points) {
        Map<String, List<Point>> groups = new LinkedHashMap<>();
        points.forEach(point -> groups.computeIfAbsent(point.x() < 0 ? "left" : "right", side -> new ArrayList<>())
                .add(point));
        return groups;
    }

    @Override
    public LocalDate later(LocalDate date, int days) {
        return date.plusDays(days);
    }

    @Override
    public byte[] reverse(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[bytes.length - 1 - i] = bytes[i];
        }
        return reversed;
    }

    @Override
    public double divide(double a, double b) throws DivisionByZero {
        if (b == 0) {
            throw new DivisionByZero(a + " by zero", new ArithmeticException("the root"));
        }
        return a / b;
    }

    @Override
    public String read(String file) throws IOException {
        throw new FileNotFoundException(file);
    }

    @Override
    public void fail(String message) {
        throw new IllegalStateException(message);
    }

    @Override
    public List<Integer> map(List<Integer> numbers, IntUnaryOperator function) {
        return numbers.stream().map(function::applyAsInt).toList();
    }

    @Override
    public CompletionStage<Integer> countTo(int end, Progress progress) {
        CompletableFuture<Integer> counted = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        for (int i = 1; i <= end; i++) {
                            progress.done(i);
                        }
                        counted.complete(end);
                    } catch (RuntimeException e) {
                        counted.completeExceptionally(e);
                    }
                })
                .start();
        return counted;
    }

    @Override
    public CompletionStage<Void> hang() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        begun.incrementAndGet();
        var unused = never.whenComplete((nothing, error) -> cancelled.incrementAndGet());
        return never;
    }

    @Override
    public int begun() {
        return begun.get();
    }

    @Override
    public int cancelled() {
        return cancelled.get();
    }

    @Override
    public void waitForInterrupt() throws InterruptedException {
        begun.incrementAndGet();
        try {
            new CountDownLatch(1).await();
        } finally {
            cancelled.incrementAndGet();
        }
    }

    @Override
    public Session open(String name) {
        return new Session() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Session child(String child) {
                return open(name + "/" + child);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    @Override
    public void subscribe(Listener subscriber) {
        listener = subscriber;
    }

    @Override
    public void tell(String text) {
        try (Listener told = Objects.requireNonNull(listener)) {
            told.told(text);
        }
    }

    @Override
    public void keep(Progress progress) {
        kept = progress;
    }

    @Override
    public void useKept() {
        Objects.requireNonNull(kept).done(0);
    }

    @Override
    public int closedSessions() {
        return closed.get();
    }
}
