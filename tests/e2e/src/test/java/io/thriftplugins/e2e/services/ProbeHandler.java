package io.thriftplugins.e2e.services;

import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Item;
import io.thriftplugins.services.probe.Probe;
import io.thriftplugins.services.probe.Refused;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** The service of the tests, for both sides. */
public class ProbeHandler implements Probe.Iface {

    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final Supplier<Probe.Iface> other;

    /**
     * A service.
     *
     * @param other the same of the other side
     */
    public ProbeHandler(Supplier<Probe.Iface> other) {
        this.other = other;
    }

    @Override
    public String caller() {
        return ThriftServices.caller();
    }

    @Override
    public String echo(String text) {
        return text;
    }

    @Override
    public Item mirror(Item item) {
        return item;
    }

    @Override
    public List<Item> repeat(Item item, int count) {
        return Collections.nCopies(count, item);
    }

    @Override
    public void refuse(String reason, int code) throws Refused {
        throw new Refused(reason, code);
    }

    @Override
    public String fail(String message) {
        throw new IllegalStateException(message, new IllegalArgumentException("the cause"));
    }

    @Override
    public @Nullable String nothing() {
        return null;
    }

    @Override
    public long nest(long depth) throws TException {
        return depth == 0 ? 0 : 1 + other.get().nest(depth - 1);
    }

    @Override
    public void linger(String name) {
        notes.put(name, "lingering");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            notes.put(name, "interrupted");
        }
    }

    @Override
    public void remember(String name, String note) {
        notes.put(name, note);
    }

    @Override
    public String note(String name) {
        return notes.getOrDefault(name, "");
    }

    @Override
    public void die() {
        Runtime.getRuntime().halt(7);
    }
}
