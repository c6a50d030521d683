package io.thriftplugins.typed;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.TypedInterface;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Calls through a typed interface")
final class TypedCallsTest {

    private static <T> T loop(Class<T> type, T implementation) {
        return new LocalPeer(TypedInterface.of(type).export(implementation)).as(type);
    }

    /** With type arguments that come from an interface that extends it. */
    interface Base<K, V> extends Comparator<K> {
        V get(K key);

        Number size();

        @Override
        int compare(K one, K other);
    }

    /** Declares the same as another one. */
    interface Sized {
        Number size();
    }

    /** Redeclares methods in a more special way, which gives it bridges. */
    interface Names extends Base<Integer, String>, Sized {
        @Override
        String get(Integer key);

        @Override
        Integer size();

        default String first() {
            return get(0) + hidden();
        }

        private String hidden() {
            return "!";
        }
    }

    private static final class NamesImpl implements Names {
        @Override
        public String get(Integer key) {
            return "name " + key;
        }

        @Override
        public Integer size() {
            return 7;
        }

        @Override
        public int compare(Integer one, Integer other) {
            return Integer.compare(one, other);
        }

        @Override
        public String first() {
            throw new AssertionError("A default method runs at the caller");
        }
    }

    @Test
    @DisplayName("reach methods of interfaces that it extends; default ones run here")
    void inherited() {
        Names names = loop(Names.class, new NamesImpl());
        Base<Integer, String> base = names;
        Sized sized = names;

        assertThat(TypedInterface.of(Names.class).functions())
                .extracting(FunctionInfo::signature)
                .hasToString("[names_compare(one: integer, other: integer): integer, names_get(key: integer): string,"
                        + " names_size(): integer]");
        assertThat(names.get(1)).isEqualTo("name 1");
        assertThat(base.get(2)).isEqualTo("name 2");
        assertThat(sized.size()).isEqualTo(7);
        assertThat(names.compare(1, 2)).isNegative();
        assertThat(names.reversed().compare(1, 2)).isPositive();
        assertThat(names.first()).isEqualTo("name 0!");
    }

    @Test
    @DisplayName("are none where any object has the method")
    void objectMethods() {
        Names names = loop(Names.class, new NamesImpl());
        assertThat(names)
                .hasToString("Names of the peer")
                .isEqualTo(names)
                .isNotEqualTo(loop(Names.class, new NamesImpl()))
                .hasSameHashCodeAs(names);
    }

    /** Remembers what it was asked. */
    private static final class Recorder extends LocalPeer {
        private final AtomicReference<@Nullable CallRequest> last = new AtomicReference<>();

        Recorder(List<FunctionDefinition> functions) {
            super(functions);
        }

        @Override
        public @Nullable Object call(CallRequest request) {
            last.set(request);
            return super.call(request);
        }
    }

    @Test
    @DisplayName("have the time limit that the interface was given")
    void timeout() {
        TypedInterface<Names> type = TypedInterface.of(Names.class);
        Recorder peer = new Recorder(type.export(new NamesImpl()));

        assertThat(peer.as(type).get(1)).isNotNull();
        assertThat(peer.last.get()).isEqualTo(CallRequest.of("names_get", 1));
        assertThat(peer.as(type.withTimeout(Duration.ofSeconds(3))).get(1)).isNotNull();
        assertThat(peer.last.get()).isEqualTo(CallRequest.of("names_get", 1).withTimeout(Duration.ofSeconds(3)));
        assertThatThrownBy(() -> type.withTimeout(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Declares exceptions of all kinds. */
    interface Failing {
        void fail(int kind) throws IOException, FileNotFoundException, Refused, InterruptedException;

        CompletionStage<String> later(int kind) throws Refused;
    }

    /** Unchecked, with a message only. */
    @SuppressWarnings("serial")
    static final class Refused extends RuntimeException {
        Refused(@Nullable String message) {
            super(message);
        }
    }

    private static final class FailingImpl implements Failing {
        @Override
        public void fail(int kind) throws IOException, InterruptedException {
            switch (kind) {
                case 0 -> throw new FileNotFoundException("not there");
                case 1 -> throw new java.nio.file.NoSuchFileException("a file");
                case 2 -> throw new Refused(null);
                case 3 -> throw new IllegalStateException("undeclared");
                case 4 -> throw new InterruptedException("of the other side");
                default -> throw new StackOverflowError("an error");
            }
        }

        @Override
        public @Nullable CompletionStage<String> later(int kind) {
            return switch (kind) {
                case 0 -> CompletableFuture.completedFuture("now");
                case 1 -> CompletableFuture.failedFuture(new Refused("later"));
                case 2 -> throw new Refused("at once");
                case 3 -> new CompletableFuture<String>().completeOnTimeout("in a moment", 50, TimeUnit.MILLISECONDS);
                case 4 -> null;
                default -> {
                    CompletableFuture<String> cancelled = new CompletableFuture<>();
                    cancelled.cancel(true);
                    yield cancelled;
                }
            };
        }
    }

    @Test
    @DisplayName("fail with declared exceptions, never with others that the peer names (checklist 24)")
    void exceptions() {
        Failing failing = loop(Failing.class, new FailingImpl());
        assertThatThrownBy(() -> failing.fail(0))
                .isExactlyInstanceOf(FileNotFoundException.class)
                .hasMessage("not there")
                .hasStackTraceContaining("FailingImpl.fail(TypedCallsTest.java:");
        assertThatThrownBy(() -> failing.fail(1))
                .isExactlyInstanceOf(IOException.class)
                .hasStackTraceContaining("Caused by: io.thriftplugins.PluginException: java.nio.file.NoSuchFile");
        assertThatThrownBy(() -> failing.fail(2))
                .isExactlyInstanceOf(Refused.class)
                .hasMessage(null)
                .cause()
                .isInstanceOf(PluginException.class);
        messageOf(ErrorCode.FUNCTION_FAILED, () -> failing.fail(3)).contains("undeclared");
        messageOf(ErrorCode.FUNCTION_FAILED, () -> failing.fail(4)).contains("of the other side");
    }

    @Test
    @DisplayName("with a CompletionStage end when it does")
    void async() throws Exception {
        Failing failing = loop(Failing.class, new FailingImpl());
        assertThat(failing.later(0).toCompletableFuture().get()).isEqualTo("now");
        assertThat(failing.later(3).toCompletableFuture().get()).isEqualTo("in a moment");
        for (int kind : new int[] {1, 2}) {
            assertThatThrownBy(() -> failing.later(kind).toCompletableFuture().join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isExactlyInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> failing.later(4).toCompletableFuture().join())
                .hasMessageContaining("The method returned null instead of a CompletionStage");
        assertThatThrownBy(() -> failing.later(5).toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    @DisplayName("of a peer that tells only the short name of an exception find the declared one")
    void shortNames() {
        LocalPeer python =
                new LocalPeer(List.of(
                        FunctionDefinition.of("failing_later(kind: integer): string", "", call -> null),
                        FunctionDefinition.of("failing_fail(kind: integer)", "", call -> {
                            throw new IllegalStateException("replaced");
                        }))) {
                    @Override
                    public @Nullable Object call(CallRequest request) {
                        String type = request.positional().contains(0) ? "Refused" : "TypedCallsTest$Refused";
                        throw new PluginException(
                                ErrorCode.INTERNAL,
                                "failed",
                                null,
                                new RemoteFailure(type, null, "no", "  File x.py", null));
                    }
                };
        Failing failing = python.as(Failing.class);
        assertThatThrownBy(() -> failing.fail(0))
                .isExactlyInstanceOf(Refused.class)
                .hasMessage("no");
        messageOf(ErrorCode.INTERNAL, () -> failing.fail(1)).isEqualTo("failed");
    }

    /** Callbacks, one of which can be kept. */
    interface Callbacks {
        void lend(Runnable task, List<Listener> listeners);

        Listener give();
    }

    /** Can be kept. */
    interface Listener extends AutoCloseable {
        void told();

        @Override
        default void close() {}
    }

    @Test
    @DisplayName("release what they lent when they are over, and nothing else")
    void lifetimes() {
        AtomicReference<@Nullable Runnable> kept = new AtomicReference<>();
        AtomicReference<@Nullable Listener> listener = new AtomicReference<>();
        int[] closed = {0};
        Callbacks callbacks = loop(Callbacks.class, new Callbacks() {
            @Override
            public void lend(Runnable task, List<Listener> listeners) {
                task.run();
                kept.set(task);
                listener.set(listeners.get(0));
            }

            @Override
            public Listener give() {
                return new Listener() {
                    @Override
                    public void told() {}

                    @Override
                    public void close() {
                        closed[0]++;
                    }
                };
            }
        });
        LocalObject.ALL.clear();
        int[] runs = {0};
        callbacks.lend(() -> runs[0]++, List.of(() -> runs[0] += 10));
        assertThat(LocalObject.ALL).extracting(LocalObject::isClosed).containsExactly(true, false);
        messageOf(
                        ErrorCode.OBJECT_RELEASED,
                        () -> java.util.Objects.requireNonNull(kept.get()).run())
                .contains("lent for the call that passed it", "extend AutoCloseable");
        Listener other = java.util.Objects.requireNonNull(listener.get());
        other.told();
        other.close();
        assertThat(runs[0]).isEqualTo(11);
        assertThat(LocalObject.ALL.get(1).isClosed()).isTrue();
        assertThatCode(other::close).doesNotThrowAnyException();

        try (Listener given = callbacks.give()) {
            given.told();
            assertThat(closed[0]).isZero();
        }
        assertThat(closed[0]).isOne();
    }
}
