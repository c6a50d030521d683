package io.thriftplugins.rpc;

import io.thriftplugins.KeyCondition;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants of a row set, as it was told call by call, and what that takes. For one thread at a time.
 *
 * <p>That a condition was refused is remembered, too: the contract declares no error for the call that sets it (4.1),
 * so a reader may not have seen that there was one, and must not get rows that it didn't want.
 */
final class KeptQuery {

    private RowQuery context = RowQuery.all();
    private int contextBytes;
    private final Map<Key, Kept> conditions = new LinkedHashMap<>();

    /** Where all this is counted, from the first time on that something is kept. */
    private @Nullable FilterBytes peer;

    /** Which condition replaces another one. */
    private record Key(String column, KeyOperation operation) {}

    /** A query with nothing but this; how many bytes it takes; and why it was refused, if it was. */
    private record Kept(RowQuery query, int bytes, @Nullable PluginException refusal) {

        RowQuery allowed() {
            if (refusal != null) {
                throw refusal;
            }
            return query;
        }
    }

    /** Columns, offset and limit. */
    RowQuery context() {
        return context;
    }

    /** Columns, offset and limit, which have come as so many bytes. */
    void context(FilterBytes counted, RowQuery query, int bytes) {
        change(counted, bytes - contextBytes);
        context = query;
        contextBytes = bytes;
    }

    /**
     * A condition, in place of another one for the same column and operation.
     *
     * @param check refuses what can't be filtered by
     * @param bytes as how many bytes its value has come
     */
    void set(FilterBytes counted, KeyCondition condition, int bytes, Consumer<RowQuery> check) {
        Key key = new Key(condition.column(), condition.operation());
        Kept before = conditions.get(key);
        int bytesBefore = before == null ? 0 : before.bytes;
        try {
            RowQuery query = RowQuery.all().where(key.column, key.operation, condition.value());
            check.accept(query);
            change(counted, bytes - bytesBefore);
            conditions.put(key, new Kept(query, bytes, null));
        } catch (PluginException e) {
            change(counted, -bytesBefore);
            conditions.put(key, new Kept(RowQuery.all(), 0, e));
            throw e;
        }
    }

    void unset(String column, KeyOperation operation) {
        Kept before = conditions.remove(new Key(column, operation));
        if (before != null && peer != null) {
            peer.change(-before.bytes);
        }
    }

    private void change(FilterBytes counted, int bytes) {
        counted.change(bytes);
        peer = counted;
    }

    /**
     * A query with the conditions.
     *
     * @throws PluginException if one of them was refused
     */
    RowQuery filter(RowQuery query) {
        RowQuery filtered = query;
        for (Kept kept : conditions.values()) {
            for (KeyCondition condition : kept.allowed().conditions()) {
                filtered = filtered.where(condition.column(), condition.operation(), condition.value());
            }
        }
        return filtered;
    }

    /** Nobody will read any more. */
    void forget() {
        if (peer != null) {
            peer.change(-contextBytes
                    - conditions.values().stream().mapToLong(Kept::bytes).sum());
        }
        context = RowQuery.all();
        contextBytes = 0;
        conditions.clear();
    }
}
