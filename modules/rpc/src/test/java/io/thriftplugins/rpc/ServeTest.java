package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.Transports;
import io.thriftplugins.thrift.Plugin;
import io.thriftplugins.thrift.VariantValue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Plugins that know only the contract are asked for an endpoint for each further connection (contract 10). */
final class ServeTest {

    private final Rpc rpc = new Rpc("test", Transports.find(), Limits.DEFAULT, Wire.LONG);
    private final StubServer first = new StubServer("plugin", Plugin.Iface.class, Plugin.Processor::new);
    private final StubServer second = new StubServer("plugin", Plugin.Iface.class, Plugin.Processor::new);
    private final RemotePlugin plugin = new RemotePlugin(
            rpc, "p", first.endpoint(), this::reach, "", Set.of(), 0, 2, new ServedCalls(), LostConnection.UNEXPLAINED);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore release = new Semaphore(0);
    private volatile boolean refused;
    private volatile String offered = second.endpoint().toString();

    ServeTest() throws IOException {
        for (StubServer server : List.of(first, second)) {
            server.methods.put("CallFunction", arguments -> {
                running.incrementAndGet();
                release.acquireUninterruptibly();
                running.decrementAndGet();
                return VariantValue.isNull(true);
            });
            server.methods.put("Serve", arguments -> {
                asked.incrementAndGet();
                return offered;
            });
        }
    }

    @AfterEach
    void close() {
        release.release(1000);
        plugin.close(new PluginException(ErrorCode.CLOSED, "the test is over"));
        first.close();
        second.close();
        rpc.close();
    }

    @Test
    void aCallThatHadToWaitBringsASecondConnection() throws Exception {
        threeCallsOneAfterTheOther();

        List<FutureTask<Object>> calls = List.of(call(), call());
        await().until(() -> running.get() == 2);
        assertThat(second.accepted).hasValue(1);
        assertThat(asked).hasValue(1);
        release.release(2);
        for (FutureTask<Object> call : calls) {
            call.get(30, TimeUnit.SECONDS);
        }
    }

    private Endpoint reach(Endpoint further) {
        if (refused) {
            throw new PluginException(ErrorCode.CALLBACK_REFUSED, "not " + further);
        }
        return offered.startsWith("tcp://192.0.2.1") ? second.endpoint() : further;
    }

    @Test
    @DisplayName("an endpoint that the host refuses is not dialled (checklist 58)")
    void aForeignEndpointIsRefused() throws Exception {
        refused = true;
        threeCallsOneAfterTheOther();

        assertThat(asked).hasValue(1);
        assertThat(second.accepted).hasValue(0);
    }

    @Test
    void anEndpointIsDialledWhereTheHostFindsIt() throws Exception {
        offered = "tcp://192.0.2.1:9";
        threeCallsOneAfterTheOther();

        await().until(() -> second.accepted.get() == 1);
    }

    @Test
    void anEndpointOfNoUseIsNotAskedForAgain() throws Exception {
        offered = "nonsense";
        threeCallsOneAfterTheOther();

        assertThat(asked).hasValue(1);
    }

    /** The second and the third one wait while the first one runs. */
    private void threeCallsOneAfterTheOther() throws Exception {
        FutureTask<Object> busy = call();
        await().until(() -> running.get() == 1);
        List<FutureTask<Object>> waiting = List.of(waitingCall(), waitingCall());
        release.release();
        busy.get(30, TimeUnit.SECONDS);
        await().until(() -> asked.get() == 1);
        release.release(2);
        for (FutureTask<Object> call : waiting) {
            call.get(30, TimeUnit.SECONDS);
        }
    }

    private FutureTask<Object> call() {
        var call = new FutureTask<>(() -> plugin.call(CallRequest.of("f").withTimeout(Duration.ZERO)));
        new Thread(call).start();
        return call;
    }

    /** Without a time limit, a thread that waits for a connection does so in this state; one that reads doesn't. */
    private FutureTask<Object> waitingCall() {
        var call = new FutureTask<>(() -> plugin.call(CallRequest.of("f").withTimeout(Duration.ZERO)));
        var thread = new Thread(call);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return call;
    }
}
