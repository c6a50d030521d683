package io.thriftplugins.example.sql;

import io.thriftplugins.KeyCondition;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.RowQuery;
import java.util.List;
import java.util.OptionalLong;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.util.ImmutableIntList;

/** A reading of a row set, with what the plugin does of the query: columns, conditions, offset and limit. */
final class RowSetScan extends TableScan {

    /** Plugins seldom know how many rows they have before they are read. */
    private static final double GUESSED_ROWS = 10_000;

    private final RowSetTable rows;
    private final ImmutableIntList columns;
    private final RowQuery query;

    private RowSetScan(
            RelOptCluster cluster, RelOptTable table, RowSetTable rows, ImmutableIntList columns, RowQuery query) {
        super(cluster, cluster.traitSetOf(Convention.NONE), List.of(), table);
        this.rows = rows;
        this.columns = columns;
        this.query = query;
    }

    static RowSetScan all(RelOptCluster cluster, RelOptTable table, RowSetTable rows) {
        ImmutableIntList columns = ImmutableIntList.identity(rows.columns().size());
        return new RowSetScan(cluster, table, rows, columns, RowQuery.all());
    }

    /** The table. */
    RowSetTable rows() {
        return rows;
    }

    /** What the plugin is asked for, but for the columns. */
    RowQuery query() {
        return query;
    }

    /** Whether it stops early; what comes on top of that can't be done before. */
    boolean isPart() {
        return query.offset() > 0 || query.limit().isPresent();
    }

    /** The plugin's index of a column of this scan. */
    int column(int index) {
        return columns.get(index);
    }

    /** The same scan of fewer columns, as indexes among those of this scan. */
    RowSetScan withColumns(List<Integer> wanted) {
        ImmutableIntList fewer =
                ImmutableIntList.copyOf(wanted.stream().map(columns::get).toList());
        return new RowSetScan(getCluster(), table, rows, fewer, query);
    }

    /** The same scan with another query. */
    RowSetScan withQuery(RowQuery changed) {
        return new RowSetScan(getCluster(), table, rows, columns, changed);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelDataType deriveRowType() {
        List<RelDataTypeField> all = table.getRowType().getFieldList();
        var row = getCluster().getTypeFactory().builder();
        columns.forEach(column -> row.add(all.get(column)));
        return row.uniquify().build();
    }

    @Override
    public void register(RelOptPlanner planner) {
        ScanRules.ALL.forEach(planner::addRule);
    }

    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        double estimate = GUESSED_ROWS;
        for (KeyCondition condition : query.conditions()) {
            estimate *= condition.operation() == KeyOperation.EQUALS ? 0.01 : 0.3;
        }
        OptionalLong limit = query.limit();
        return Math.max(1, limit.isPresent() ? Math.min(estimate, (double) limit.getAsLong()) : estimate);
    }

    /** Each condition and each column that is left out has to make it cheaper, or the planner would leave it here. */
    RelOptCost cost(RelOptPlanner planner, RelMetadataQuery metadata) {
        double width = (columns.size() + 1.0) / (rows.columns().size() + 1.0);
        double cost = estimateRowCount(metadata) * width;
        return planner.getCostFactory().makeCost(cost, cost, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("call", rows)
                .item("columns", getRowType().getFieldNames())
                .itemIf(
                        "conditions",
                        query.conditions().stream().map(RowSetScan::text).toList(),
                        !query.conditions().isEmpty())
                .itemIf("offset", query.offset(), query.offset() > 0)
                .itemIf("limit", query.limit().orElse(-1), query.limit().isPresent());
    }

    /** What the plugin will be asked for. */
    RowReading reading() {
        return new RowReading(rows, columns.toIntArray(), query);
    }

    private static String text(KeyCondition condition) {
        String value = condition.value() == null ? "" : " " + condition.value();
        return condition.column() + " " + condition.operation() + value;
    }
}
