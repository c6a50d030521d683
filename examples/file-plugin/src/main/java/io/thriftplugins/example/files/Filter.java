package io.thriftplugins.example.files;

import io.thriftplugins.Column;
import io.thriftplugins.KeyCondition;
import io.thriftplugins.KeyOperation;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a column, as SQL means it: null is neither equal nor unequal to anything.
 *
 * @param column the column's index
 * @param operation how the value is compared
 * @param operand with what: a value of the column's type, or a list of them
 */
record Filter(int column, KeyOperation operation, @Nullable Object operand) {

    static Filter of(KeyCondition condition, List<Column> columns) {
        int index = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equalsIgnoreCase(condition.column()))
                .findFirst()
                .orElseThrow();
        return new Filter(index, condition.operation(), condition.value());
    }

    boolean test(@Nullable Object value) {
        return switch (operation) {
            case IS_NULL -> value == null;
            case IS_NOT_NULL -> value != null;
            case EQUALS -> compare(value, operand, order -> order == 0);
            case NOT_EQUALS -> compare(value, operand, order -> order != 0);
            case GREATER -> compare(value, operand, order -> order > 0);
            case GREATER_OR_EQUALS -> compare(value, operand, order -> order >= 0);
            case LESS -> compare(value, operand, order -> order < 0);
            case LESS_OR_EQUALS -> compare(value, operand, order -> order <= 0);
            case IN ->
                operand instanceof Collection<?> any
                        && any.stream().anyMatch(one -> compare(value, one, order -> order == 0));
            default -> throw new IllegalArgumentException("Not one of the key column's operations: " + operation);
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // whoever reads converts to the column's type
    private static boolean compare(@Nullable Object value, @Nullable Object operand, IntPredicate wanted) {
        return value instanceof Comparable comparable && operand != null && wanted.test(comparable.compareTo(operand));
    }
}
