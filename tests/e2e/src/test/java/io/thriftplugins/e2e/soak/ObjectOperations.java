package io.thriftplugins.e2e.soak;

import io.thriftplugins.Blob;
import io.thriftplugins.RowSet;
import io.thriftplugins.ServedObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Calls with objects: blobs, row sets, callbacks, typed interfaces, in both directions. */
final class ObjectOperations {

    private static final int LONGEST_BLOB = 300_000;
    private static final int MOST_ROWS = 3_000;

    private ObjectOperations() {}

    static Result blob(OneCall call) throws IOException {
        SeededBlob wanted = new SeededBlob(call.id(), call.number(LONGEST_BLOB));
        try (Blob blob = (Blob) Objects.requireNonNull(call.call("blob", wanted.length()))) {
            call.check(blob.length() == wanted.length(), "the blob has " + blob.length() + " bytes");
            if (call.number(3) == 0) {
                readPiece(call, blob, wanted);
            } else {
                readAll(call, blob, wanted);
            }
        }
        return Result.ANSWERED;
    }

    private static void readPiece(OneCall call, Blob blob, SeededBlob wanted) throws IOException {
        long offset = call.number((int) wanted.length() + 1);
        ByteBuffer piece = ByteBuffer.allocate(1000);
        blob.read(offset, piece);
        piece.flip();
        while (piece.hasRemaining()) {
            call.check(piece.get() == wanted.at(offset), "another byte at " + offset);
            offset++;
        }
    }

    private static void readAll(OneCall call, Blob blob, SeededBlob wanted) throws IOException {
        long end = call.number(3) == 0 ? call.number((int) wanted.length() + 1) : wanted.length();
        try (InputStream stream = blob.openStream()) {
            for (long offset = 0; offset < end; offset++) {
                call.check((byte) stream.read() == wanted.at(offset), "another byte at " + offset);
            }
        }
    }

    static Result blobToPlugin(OneCall call) {
        try (SeededBlob blob = new SeededBlob(call.id(), call.number(LONGEST_BLOB))) {
            Object sum = call.call("sum", blob);
            call.check(Objects.equals(sum, blob.sum()), "the sum is " + sum);
        }
        return Result.ANSWERED;
    }

    static Result rows(OneCall call) {
        int count = call.number(MOST_ROWS);
        try (RowSet rows = (RowSet) Objects.requireNonNull(call.call("rows", count))) {
            int wanted = call.number(3) == 0 ? call.number(count + 1) : Integer.MAX_VALUE;
            int read = SeededRows.check(rows, call.id(), wanted);
            call.check(read == Math.min(count, wanted), read + " rows");
        }
        return Result.ANSWERED;
    }

    static Result rowsToPlugin(OneCall call) {
        int count = call.number(MOST_ROWS);
        try (RowSet rows = SeededRows.of(call.id(), count)) {
            Object read = call.call("count", rows);
            call.check(Objects.equals(read, (long) count), "the plugin read " + read + " rows of " + count);
        }
        return Result.ANSWERED;
    }

    static Result callback(OneCall call) {
        AtomicLong steps = new AtomicLong();
        ServedObject target = ServedObject.builder("steps of " + call.id())
                .function("step(id: integer, number: integer): integer", step -> {
                    call.check(step.getLong("id") == call.id(), "a callback of call " + step.getLong("id"));
                    steps.incrementAndGet();
                    return 2 * step.getLong("number");
                })
                .build();
        long count = call.number(8);
        Object sum = call.call("each", count, target);
        call.check(Objects.equals(sum, count * (count + 1)), "the sum is " + sum);
        call.check(steps.get() == count, steps + " steps of " + count);
        return Result.ANSWERED;
    }

    static Result typed(OneCall call) throws Exception {
        SoakApi api = call.plugin().as(SoakApi.class);
        switch (call.number(3)) {
            case 0 -> {
                var question = new SoakApi.Question(
                        "question " + call.id(), List.of(call.number(9), 2), Optional.of(SoakApi.Mood.URGENT));
                SoakApi.Reply reply = api.ask(call.id(), question);
                call.check(reply.equals(new SoakApi.Reply(call.id(), question)), "got " + reply);
            }
            case 1 -> {
                long later = Futures.get(api.later(call.id()).toCompletableFuture(), 1, TimeUnit.MINUTES);
                call.check(later == call.id(), "got " + later);
            }
            default -> {
                List<Long> numbers = LongStream.range(0, call.number(6)).boxed().toList();
                long sum = api.fold(call.id(), numbers, number -> number + call.id());
                long wanted =
                        numbers.stream().mapToLong(number -> number + call.id()).sum();
                call.check(sum == wanted, "got " + sum);
            }
        }
        return Result.ANSWERED;
    }
}
