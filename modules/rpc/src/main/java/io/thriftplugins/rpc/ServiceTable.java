package io.thriftplugins.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods that one side serves, found by the bytes of a request's name without making a text of them. Immutable: a
 * hash table with open addressing, at most half full.
 */
final class ServiceTable {

    private final Set<String> services = new HashSet<>();
    private final @Nullable Entry[] table;

    /**
     * A table.
     *
     * @param methods by service, then by method name
     */
    ServiceTable(Map<String, Map<String, RpcMethod>> methods) {
        List<Entry> entries = methods.entrySet().stream()
                .flatMap(service -> service.getValue().entrySet().stream()
                        .map(method -> new Entry(service.getKey(), method.getKey(), method.getValue())))
                .toList();
        services.addAll(methods.keySet());
        table = new @Nullable Entry[Math.max(2, Integer.highestOneBit(entries.size()) << 2)];
        for (Entry entry : entries) {
            int slot = hash(entry.request, 0, entry.request.length);
            while (table[slot & table.length - 1] != null) {
                slot++;
            }
            table[slot & table.length - 1] = entry;
        }
    }

    /** Finds a method by a part of an array; null if there is none. */
    @Nullable
    Entry find(byte[] bytes, int from, int to) {
        int slot = hash(bytes, from, to);
        while (true) {
            Entry entry = table[slot & table.length - 1];
            if (entry == null || Arrays.equals(entry.request, 0, entry.request.length, bytes, from, to)) {
                return entry;
            }
            slot++;
        }
    }

    boolean hasService(String service) {
        return services.contains(service);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 15;
    }

    /** A method and its two names on the wire. */
    static final class Entry {

        private final byte[] request;
        private final byte[] reply;
        private final RpcMethod method;

        Entry(String service, String name, RpcMethod method) {
            this.request = (service + ":" + name).getBytes(StandardCharsets.UTF_8);
            this.reply = name.getBytes(StandardCharsets.UTF_8);
            this.method = method;
        }

        /** The bare name that the reply carries (contract 1.5). */
        byte[] reply() {
            return reply;
        }

        RpcMethod method() {
            return method;
        }
    }
}
