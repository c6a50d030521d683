package io.thriftplugins.e2e.services;

import io.thriftplugins.FunctionCall;
import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import io.thriftplugins.services.ThriftClient;
import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Probe;
import io.thriftplugins.services.probe.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** Offers the tests' service, and functions that call the host's. */
public final class ProbePlugin implements Plugin {

    private @Nullable Host host;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("probe")
                .version("1")
                .service(ThriftServices.serve(
                        "probe", new ProbeHandler(() -> client().as(Probe.Iface.class)), Probe.Processor::new))
                .service(ThriftServices.serve("second", new ProbeHandler(this::unused), Probe.Processor::new))
                .function(
                        "host_echo(text: string): string",
                        call -> client().<String>call(c -> c.echo(call.getString("text"))))
                .function("host_caller(): string", call -> client().<String>call(Probe.Client::caller))
                .function("host_errors(): string[]", call -> errors())
                .function(
                        "host_deadline(name: string): string",
                        call -> errorOf(() -> client().withTimeout(Duration.ofMillis(200))
                                .run(c -> c.linger(call.getString("name")))))
                .function(
                        "host_missing(): string",
                        call -> errorOf(() -> ThriftServices.client(host(), "missing", Probe.Client::new)
                                .run(c -> c.echo(""))))
                .function("host_many(threads: integer, calls: integer): integer", this::many);
    }

    @Override
    public void start(Host started) {
        host = started;
    }

    private Host host() {
        return Objects.requireNonNull(host);
    }

    private ThriftClient<Probe.Client> client() {
        return ThriftServices.client(host(), "probe", Probe.Client::new);
    }

    private Probe.Iface unused() {
        throw new UnsupportedOperationException();
    }

    private List<String> errors() {
        Probe.Iface probe = client().as(Probe.Iface.class);
        return List.of(
                errorOf(() -> probe.refuse("busy", 3)), errorOf(() -> probe.fail("broken")), errorOf(probe::nothing));
    }

    /** How many calls of one client by many threads had the right result. */
    private Object many(FunctionCall call) throws Exception {
        Probe.Iface probe = client().as(Probe.Iface.class);
        int threads = (int) call.getLong("threads");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String prefix = i + ":";
                all.add(pool.submit(() -> {
                    int right = 0;
                    for (long n = call.getLong("calls"); n > 0; n--) {
                        right += probe.echo(prefix + n).equals(prefix + n) ? 1 : 0;
                    }
                    return right;
                }));
            }
            long right = 0;
            for (Future<Integer> one : all) {
                right += one.get();
            }
            return right;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Something that fails. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws TException;
    }

    private static String errorOf(Attempt attempt) {
        try {
            attempt.run();
            return "none";
        } catch (Refused e) {
            return "refused " + e.getReason() + " " + e.getCode();
        } catch (PluginException e) {
            return e.code() + " " + e.getMessage();
        } catch (TException e) {
            return e.toString();
        }
    }
}
