package io.thriftplugins.e2e.soak;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Json;
import io.thriftplugins.PluginException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls with plain values, right and wrong ones. */
final class ValueOperations {

    /** Above the largest frame, by default. */
    private static final int TOO_LARGE = 17_000_000;

    private static final int LARGE = 2_000_000;

    private ValueOperations() {}

    static Result mirror(OneCall call) {
        Object value = value(call, 2);
        return mirrored(call, call.call("mirror", value), value);
    }

    static Result large(OneCall call) {
        String value = Character.toString('a' + call.number(26)).repeat(call.number(LARGE));
        return mirrored(call, call.call("mirror", value), value);
    }

    static Result async(OneCall call) throws Exception {
        Object value = value(call, 1);
        CompletableFuture<@Nullable Object> future = call.plugin().callAsync(call.request("mirror", value));
        return mirrored(call, Futures.get(future, 1, TimeUnit.MINUTES), value);
    }

    private static Result mirrored(OneCall call, @Nullable Object answer, @Nullable Object value) {
        Object wanted = Arrays.asList(call.id(), value);
        call.check(Objects.equals(answer, wanted), "sent " + brief(wanted) + ", got " + brief(answer));
        return Result.ANSWERED;
    }

    private static String brief(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() < 200 ? text : text.substring(0, 200) + "...";
    }

    static Result error(OneCall call) {
        try {
            throw new Mismatch("call " + call.id() + " was to fail, but got " + call.call("fail"));
        } catch (PluginException e) {
            if (e.code() != ErrorCode.FUNCTION_FAILED) {
                throw e;
            }
            call.check(String.valueOf(e.getMessage()).contains("failed " + call.id()), "failed with " + e.getMessage());
            return Result.FAILED;
        }
    }

    static Result unknownFunction(OneCall call) {
        return refused(call, ErrorCode.INVALID_FUNCTION, () -> call.call("no_such_function"));
    }

    static Result wrongArgument(OneCall call) {
        return refused(call, ErrorCode.INVALID_ARGUMENT, () -> call.call("blob", "not a number"));
    }

    static Result tooLarge(OneCall call) {
        String value = "x".repeat(TOO_LARGE);
        return refused(call, ErrorCode.LIMIT_EXCEEDED, () -> call.call("mirror", value));
    }

    private static Result refused(OneCall call, ErrorCode code, Runnable attempt) {
        try {
            attempt.run();
        } catch (PluginException e) {
            if (e.code() == code) {
                return Result.REFUSED;
            }
            throw e;
        }
        throw new Mismatch("call " + call.id() + " was answered, not refused with " + code);
    }

    private static @Nullable Object value(OneCall call, int depth) {
        return switch (call.number(depth > 0 ? 12 : 9)) {
            case 0 -> null;
            case 1 -> call.random().nextLong();
            case 2 -> "text " + "äß漢\uD83D\uDE00".repeat(call.number(20));
            case 3 -> call.random().nextDouble();
            case 4 -> call.random().nextBoolean();
            case 5 -> Instant.ofEpochSecond(call.number(2_000_000_000));
            case 6 -> Duration.ofMillis(call.random().nextInt());
            case 7 -> new BigDecimal(1 + 10 * call.number(1000)).movePointLeft(2);
            case 8 -> new Json("{\"call\": " + call.id() + "}");
            case 9 -> Arrays.asList(value(call, depth - 1), value(call, depth - 1));
            case 10 -> Map.of(call.id(), "value", "list", List.of(String.valueOf(value(call, depth - 1))));
            default -> "x".repeat(call.number(20_000));
        };
    }
}
