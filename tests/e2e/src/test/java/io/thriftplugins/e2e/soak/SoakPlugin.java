package io.thriftplugins.e2e.soak;

import io.thriftplugins.Blob;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.Host;
import io.thriftplugins.LogLevel;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.RowSet;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a little of everything, and writes down which calls it executes. */
public final class SoakPlugin implements Plugin, SoakApi {

    /** The key of the host's configuration that names the file to write calls into. */
    static final String JOURNAL = "journal";

    /** The system property that is a reference to the class loader of the plugin made last. */
    static final String LOADER = "thriftplugins.soak.loader";

    private static final Logger log = LoggerFactory.getLogger(SoakPlugin.class);

    private final Set<Long> lingering = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Host host;
    private volatile @Nullable PluginJournal journal;

    /** For the loader. */
    public SoakPlugin() {}

    @Override
    public void define(PluginDefinition plugin) {
        System.getProperties().put(LOADER, new WeakReference<>(getClass().getClassLoader()));
        plugin.name("soak")
                .version("1")
                .function("mirror(id: integer, value: any): array", call -> Arrays.asList(executed(call), call.get(1)))
                .function("fail(id: integer)", call -> {
                    throw new IllegalStateException("failed " + executed(call), new IOException("the cause"));
                })
                .function("linger(id: integer)", this::linger)
                .function("lingering(id: integer): boolean", call -> lingering.contains(call.getLong("id")))
                .function(
                        "blob(id: integer, size: integer): blob",
                        call -> new SeededBlob(executed(call), call.getLong("size")))
                .function("sum(id: integer, data: blob): integer", this::sum)
                .function(
                        "rows(id: integer, count: integer): object<IRowsInput>",
                        call -> SeededRows.of(executed(call), (int) call.getLong("count")))
                .function("count(id: integer, rows: object<IRowsInput>): integer", this::count)
                .function("each(id: integer, count: integer, target: object): integer", this::each)
                .function("nest(id: integer, depth: integer): integer", this::nest)
                .function("refused(id: integer): string", this::refused)
                .function("setting(id: integer): any", this::setting)
                .function("exit(code: integer)", call -> {
                    System.exit((int) call.getLong("code"));
                    return null;
                })
                .function("halt(code: integer)", call -> {
                    Runtime.getRuntime().halt((int) call.getLong("code"));
                    return null;
                })
                .export(SoakApi.class, this);
    }

    @Override
    public void start(Host startedBy) {
        host = startedBy;
        journal = new PluginJournal(String.valueOf(startedBy.config(JOURNAL)));
        log.info("Started");
    }

    private Host host() {
        return Objects.requireNonNull(host);
    }

    void executed(long id) {
        Objects.requireNonNull(journal).executed(id);
    }

    private long executed(FunctionCall call) {
        long id = call.getLong("id");
        executed(id);
        return id;
    }

    private @Nullable Object linger(FunctionCall call) throws InterruptedException {
        long id = executed(call);
        lingering.add(id);
        try {
            new CountDownLatch(1).await();
            return null;
        } finally {
            lingering.remove(id);
        }
    }

    private long sum(FunctionCall call) throws IOException {
        executed(call);
        try (Blob data = call.getBlob("data");
                InputStream stream = data.openStream()) {
            long sum = 0;
            byte[] buffer = new byte[8192];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    sum += buffer[i];
                }
            }
            return sum;
        }
    }

    private long count(FunctionCall call) {
        long id = executed(call);
        try (RowSet rows = call.getRowSet("rows")) {
            return SeededRows.check(rows, id, Integer.MAX_VALUE);
        }
    }

    private long each(FunctionCall call) {
        long id = executed(call);
        long sum = 0;
        try (RemoteObject target = call.get("target", RemoteObject.class)) {
            for (long i = call.getLong("count"); i > 0; i--) {
                sum += (Long) Objects.requireNonNull(target.call("step", id, i));
            }
        }
        return sum;
    }

    private long nest(FunctionCall call) {
        executed(call);
        long depth = call.getLong("depth");
        return depth == 0 ? 0 : 1 + (Long) Objects.requireNonNull(host().call("deeper", depth - 1));
    }

    private String refused(FunctionCall call) {
        try {
            return "answered " + host().call("refuse", executed(call));
        } catch (PluginException e) {
            if (e.remoteFailure() == null) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    private @Nullable Object setting(FunctionCall call) {
        long id = executed(call);
        host().log(LogLevel.DEBUG, "setting " + id);
        log.info("Call {}", id);
        return host().config("setting " + id);
    }

    @Override
    public Reply ask(long id, Question question) {
        executed(id);
        return new Reply(id, question);
    }

    @Override
    public CompletionStage<Long> later(long id) {
        executed(id);
        CompletableFuture<Long> later = new CompletableFuture<>();
        new Thread(() -> later.complete(id), "soak-later").start();
        return later;
    }

    @Override
    public long fold(long id, java.util.List<Long> numbers, LongUnaryOperator function) {
        executed(id);
        return numbers.stream().mapToLong(function::applyAsLong).sum();
    }
}
