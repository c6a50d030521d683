package io.thriftplugins.rpc;

import io.thriftplugins.KeyCondition;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.RowQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants of a row set, as it was told call by call, and what that takes. For one thread at a time.
 */
final class KeptQuery {

    private RowQuery context = RowQuery.all();
    private int contextBytes;
    private final List<Kept> conditions = new ArrayList<>();

    /** Where all this is counted, from the first time on that something is kept. */
    private @Nullable FilterBytes peer;

    private record Kept(KeyCondition condition, int bytes) {

        boolean isFor(String column, KeyOperation operation) {
            return condition.operation() == operation && condition.column().equals(column);
        }
    }

    /** The columns, the offset and the limit. */
    RowQuery context() {
        return context;
    }

    /** Columns, offset and limit, which have come as so many bytes. */
    void context(FilterBytes counted, RowQuery query, int bytes) {
        change(counted, bytes - contextBytes);
        context = query;
        contextBytes = bytes;
    }

    /** A condition, in place of another one for the same column and operation. */
    void set(FilterBytes counted, KeyCondition condition, int bytes) {
        change(counted, bytes - bytesFor(condition.column(), condition.operation()));
        conditions.removeIf(old -> old.isFor(condition.column(), condition.operation()));
        conditions.add(new Kept(condition, bytes));
    }

    void unset(String column, KeyOperation operation) {
        int bytes = bytesFor(column, operation);
        if (peer != null && conditions.removeIf(old -> old.isFor(column, operation))) {
            peer.change(-bytes);
        }
    }

    private int bytesFor(String column, KeyOperation operation) {
        return conditions.stream()
                .filter(kept -> kept.isFor(column, operation))
                .mapToInt(Kept::bytes)
                .sum();
    }

    private void change(FilterBytes counted, int bytes) {
        counted.change(bytes);
        peer = counted;
    }

    /** A query with the conditions. */
    RowQuery filter(RowQuery query) {
        RowQuery filtered = query;
        for (Kept kept : conditions) {
            KeyCondition condition = kept.condition;
            filtered = filtered.where(condition.column(), condition.operation(), condition.value());
        }
        return filtered;
    }

    /** Nobody will read any more. */
    void forget() {
        if (peer != null) {
            peer.change(
                    -contextBytes - conditions.stream().mapToLong(Kept::bytes).sum());
        }
        context = RowQuery.all();
        contextBytes = 0;
        conditions.clear();
    }
}
