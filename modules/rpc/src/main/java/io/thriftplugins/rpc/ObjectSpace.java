package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects that pass between this side and one peer: those of this side that the peer holds, and how those of the
 * peer are called. Safe for use by many threads.
 */
public final class ObjectSpace {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectSpace.class);

    private final Rpc rpc;
    private final String peer;
    private final String caller;
    private final String service;
    private final ServedCalls served;
    private final HandleTable held;
    private final PeerQuota quota;
    private final RemoteHandles proxies;
    private final FilterBytes filters;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Pace failures = new Pace();
    private volatile Set<String> features = Set.of();
    private volatile @Nullable Link link;

    /** What became of the peer's process, for those who use its objects later; null unless another one took over. */
    private volatile @Nullable String successor;

    /** How the peer is called, once that is known. */
    private record Link(RpcClient client, LongSupplier token) {}

    /**
     * A space without objects.
     *
     * @param peer the peer's name, for messages
     * @param caller what functions are told of it
     * @param service the service under which the peer is called
     */
    ObjectSpace(Rpc rpc, String peer, String caller, String service, ServedCalls served) {
        this.rpc = rpc;
        this.peer = peer;
        this.caller = caller;
        this.service = service;
        this.served = served;
        this.held = new HandleTable(peer, rpc.limits().number(Limit.MAX_HANDLES));
        this.quota = new PeerQuota(rpc.limits(), peer, this::callsInFlight);
        this.proxies = new RemoteHandles(this, rpc.limits());
        this.filters = new FilterBytes(rpc.limits(), peer);
    }

    /** From now on the peer's objects can be called. */
    void connect(RpcClient client, LongSupplier token) {
        link = new Link(client, token);
    }

    /** What the peer announced. */
    void announced(Set<String> names) {
        features = Set.copyOf(names);
    }

    boolean peerHas(String feature) {
        return features.contains(feature);
    }

    String peer() {
        return peer;
    }

    /** What a function is told of who calls it. */
    String caller() {
        return caller;
    }

    private int callsInFlight() {
        Link current = link;
        return current == null ? 0 : current.client.pool().inFlight();
    }

    /** Whether a failure that the peer may have caused is to be told in this side's log, now. */
    boolean mayTellFailure() {
        return failures.allows();
    }

    /** What the peer takes of this side. */
    PeerQuota quota() {
        return quota;
    }

    /** What the peer wants of row sets of this side. */
    FilterBytes filters() {
        return filters;
    }

    /** The objects of this side that the peer holds. */
    HandleTable held() {
        return held;
    }

    ServedCalls served() {
        return served;
    }

    Rpc rpc() {
        return rpc;
    }

    /** Calls a method of the peer; the token is written as field 1. */
    <T extends @Nullable Object> T call(
            ObjectMethod method, ArgumentWriter arguments, Result<T> result, @Nullable Duration timeout) {
        Link current = link();
        try {
            return current.client.call(method.in(service), withToken(current, arguments), result, timeout);
        } catch (CallNotMadeException e) {
            throw gone(e);
        }
    }

    /** As {@link RpcClient#callSpare}; the token is written as field 1. */
    <T> @Nullable T callSpare(ObjectMethod method, ArgumentWriter arguments, Result<T> result) {
        Link current = link();
        try {
            return current.client.callSpare(method.in(service), withToken(current, arguments), result);
        } catch (CallNotMadeException e) {
            throw gone(e);
        }
    }

    /**
     * Calls a method of the peer whose result is bytes.
     *
     * @param target takes the bytes
     * @param spare whether the call must not make others wait for a connection
     * @return how many bytes there were; {@link PieceReader#NO_CONNECTION} if none was to spare
     */
    int callInto(ObjectMethod method, ArgumentWriter arguments, ByteBuffer target, boolean spare) {
        Link current = link();
        try {
            return current.client.callInto(method.in(service), withToken(current, arguments), target, spare);
        } catch (CallNotMadeException e) {
            throw gone(e);
        }
    }

    /** An object has no other process that it could be asked of. */
    private PluginException gone(CallNotMadeException e) {
        String why = successor;
        return why == null
                ? e
                : new PluginException(ErrorCode.OBJECT_RELEASED, "This object of " + peer + " is gone: " + why, e);
    }

    /** Another process has taken the peer's place: its objects are gone, and the new one has others. */
    void superseded(String why) {
        successor = why;
    }

    private Link link() {
        Link current = link;
        if (current == null) {
            throw new PluginException(ErrorCode.CLOSED, "There is no connection to " + peer + " yet");
        }
        return current;
    }

    private static ArgumentWriter withToken(Link link, ArgumentWriter arguments) {
        return (out, values) -> {
            out.i64Field(1, link.token.getAsLong());
            arguments.write(out, values);
        };
    }

    /**
     * The proxy of an object of the peer.
     *
     * @param release whether the peer waits for this side to release it; a .NET peer's handles within values are none
     *     that it could release (contract 5.4)
     * @return the proxy; null for no object
     */
    @Nullable
    Object proxy(ObjectReference reference, boolean release) {
        if (!reference.exists()) {
            return null;
        }
        if (release) {
            proxies.add();
        }
        return Proxies.create(new RemoteHandle(this, reference.kind(), reference.handle(), reference.name(), release));
    }

    /** The garbage collector found a proxy that nobody closed. Doesn't block. */
    void forgotten(ObjectKind kind, int handle, String name) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "A {} '{}' of {} was forgotten instead of closed; until now {} had to keep it. There will be no"
                            + " further warning of this kind",
                    kind,
                    name,
                    peer,
                    peer);
        }
        releaseLater(handle);
    }

    /** Releases an object of the peer on another thread. */
    void releaseLater(int handle) {
        proxies.releaseLater(handle);
    }

    /** Whether this side holds objects of the peer and has not closed them, such as row sets that are being read. */
    boolean holdsProxies() {
        return proxies.open() > 0;
    }

    /** A proxy that the peer waits for is closed; {@link #release} or {@link #releaseLater} follows. */
    void dropped() {
        proxies.closed();
    }

    /** Releases an object of the peer. Blocks. */
    void release(int handle) {
        proxies.release(handle);
    }
}
