package io.thriftplugins.example.sql;

import static org.apache.calcite.sql.SqlKind.SEARCH;

import io.thriftplugins.DataType;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.RowQuery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/** Divides a WHERE into what a plugin's key columns can check and what is left for Calcite. */
final class KeyConditions {

    private static final Map<SqlKind, KeyOperation> OPERATIONS = new EnumMap<>(Map.of(
            SqlKind.EQUALS, KeyOperation.EQUALS,
            SqlKind.NOT_EQUALS, KeyOperation.NOT_EQUALS,
            SqlKind.GREATER_THAN, KeyOperation.GREATER,
            SqlKind.GREATER_THAN_OR_EQUAL, KeyOperation.GREATER_OR_EQUALS,
            SqlKind.LESS_THAN, KeyOperation.LESS,
            SqlKind.LESS_THAN_OR_EQUAL, KeyOperation.LESS_OR_EQUALS,
            SqlKind.LIKE, KeyOperation.LIKE,
            SqlKind.IS_NULL, KeyOperation.IS_NULL,
            SqlKind.IS_NOT_NULL, KeyOperation.IS_NOT_NULL));

    /**
     * The plugin's answer to these is narrowed once more here: languages disagree on whether null is unequal to
     * something, and on what matches a pattern.
     */
    private static final Set<KeyOperation> CHECKED_AGAIN =
            Set.of(KeyOperation.NOT_EQUALS, KeyOperation.LIKE, KeyOperation.NOT_LIKE);

    private final RowSetScan scan;
    private final RexBuilder builder;
    private final List<RexNode> left = new ArrayList<>();
    private RowQuery query;

    private KeyConditions(RowSetScan scan, RexBuilder builder) {
        this.scan = scan;
        this.builder = builder;
        this.query = scan.query();
    }

    /** Divides a condition on the scan's rows. */
    static KeyConditions of(RowSetScan scan, RexBuilder builder, RexNode condition) {
        KeyConditions divided = new KeyConditions(scan, builder);
        for (RexNode part : RelOptUtil.conjunctions(condition)) {
            divided.add(part);
        }
        return divided;
    }

    /** The scan's query with the conditions that the plugin checks. */
    RowQuery query() {
        return query;
    }

    /** The condition that is left; true if nothing is. */
    RexNode left() {
        return RexUtil.composeConjunction(builder, left);
    }

    private void add(RexNode condition) {
        if (condition.getKind() != SEARCH) {
            addSimple(condition);
        } else if (!addPoints((RexCall) condition)) {
            // Ranges, such as BETWEEN, are comparisons joined by AND; whatever is joined by OR stays in one piece.
            RelOptUtil.conjunctions(RexUtil.expandSearch(builder, null, condition))
                    .forEach(this::addSimple);
        }
    }

    /** Column IN (...). */
    private boolean addPoints(RexCall search) {
        if (search.getOperands().get(0) instanceof RexInputRef column
                && search.getOperands().get(1) instanceof RexLiteral literal
                && literal.getValue() instanceof Sarg<?> sarg
                && sarg.isPoints()) {
            List<@Nullable Object> values = new ArrayList<>();
            sarg.rangeSet
                    .asRanges()
                    .forEach(range -> values.add(Literals.of(range.lowerEndpoint(), dataType(column.getIndex()))));
            return !values.contains(null) && offer(column.getIndex(), KeyOperation.IN, values);
        }
        return false;
    }

    private void addSimple(RexNode condition) {
        if (!isChecked(condition)) {
            left.add(condition);
        }
    }

    /** Hands a condition to the plugin, if it can check it; false if it has to be checked here as well. */
    private boolean isChecked(RexNode condition) {
        if (condition instanceof RexInputRef column) {
            return offer(column.getIndex(), KeyOperation.EQUALS, true);
        }
        if (!(condition instanceof RexCall call)) {
            return false;
        }
        List<RexNode> operands = call.getOperands();
        RexNode first = operands.get(0);
        if (call.getKind() == SqlKind.NOT) {
            if (first instanceof RexInputRef column) {
                return offer(column.getIndex(), KeyOperation.EQUALS, false);
            }
            return first.getKind() == SqlKind.LIKE && compares((RexCall) first, KeyOperation.NOT_LIKE);
        }
        KeyOperation operation = OPERATIONS.get(call.getKind());
        if (operation == null) {
            return false;
        }
        if (operands.size() == 1) {
            return first instanceof RexInputRef column && offer(column.getIndex(), operation, null);
        }
        if (first instanceof RexLiteral && operands.get(1) instanceof RexInputRef) {
            RexNode reversed = RexUtil.invert(builder, call);
            return reversed instanceof RexCall turned && compares(turned, OPERATIONS.get(turned.getKind()));
        }
        return compares(call, operation);
    }

    private boolean compares(RexCall call, @Nullable KeyOperation operation) {
        if (operation != null
                && call.getOperands().size() == 2
                && call.getOperands().get(0) instanceof RexInputRef column
                && call.getOperands().get(1) instanceof RexLiteral literal) {
            Object value = Literals.of(Literals.raw(literal), dataType(column.getIndex()));
            return value != null && offer(column.getIndex(), operation, value);
        }
        return false;
    }

    /** A row set takes one value for a column and an operation: what comes second is checked here. */
    private boolean offer(int column, KeyOperation operation, @Nullable Object value) {
        int index = scan.column(column);
        String name = scan.rows().columns().get(index).name();
        if (!scan.rows().compares(index, operation) || query.condition(name, operation) != null) {
            return false;
        }
        query = query.where(name, operation, value);
        return !CHECKED_AGAIN.contains(operation);
    }

    private DataType dataType(int column) {
        return scan.rows().columns().get(scan.column(column)).type();
    }
}
