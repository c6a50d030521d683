package io.thriftplugins.services;

import io.thriftplugins.services.probe.Item;
import io.thriftplugins.services.probe.Probe;
import io.thriftplugins.services.probe.Refused;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What needs no other side. */
final class Handler implements Probe.Iface {

    private final Map<String, String> notes = new ConcurrentHashMap<>();

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
        throw new IllegalStateException(message);
    }

    @Override
    public String nothing() {
        return null;
    }

    @Override
    public long nest(long depth) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void linger(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remember(String name, String note) {
        notes.put(name, note);
    }

    @Override
    public String note(String name) {
        return notes.get(name);
    }

    @Override
    public void die() {
        throw new UnsupportedOperationException();
    }
}
