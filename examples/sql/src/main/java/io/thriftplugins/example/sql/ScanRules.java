package io.thriftplugins.example.sql;

import io.thriftplugins.RowQuery;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;
import org.jspecify.annotations.Nullable;

/** The planner's rules that hand over a part of the query to the plugin. */
@SuppressWarnings("deprecation") // of two ways to write a rule, the one that needs no code generator
final class ScanRules {

    /** All of them. */
    static final List<RelOptRule> ALL =
            List.of(new WantedColumns(), new Counting(), new Conditions(), new Limit(), new Run());

    /** For queries that need none; to want none would be to want all, for the plugin. */
    private static final List<Integer> ANY_COLUMN = List.of(0);

    private ScanRules() {}

    /** Only columns that something is made of are read. */
    private static final class WantedColumns extends RelOptRule {

        WantedColumns() {
            super(operand(LogicalProject.class, operand(RowSetScan.class, none())), "RowSetScan:columns");
        }

        @Override
        public void onMatch(RelOptRuleCall call) {
            LogicalProject project = call.rel(0);
            RowSetScan scan = call.rel(1);
            List<RexNode> expressions = project.getProjects();
            List<Integer> direct = inputs(expressions);
            if (direct != null && !direct.isEmpty()) {
                call.transformTo(scan.withColumns(direct));
                return;
            }
            List<Integer> used = RelOptUtil.InputFinder.bits(expressions, null).asList();
            if (used.isEmpty()) {
                used = ANY_COLUMN;
            }
            int before = scan.getRowType().getFieldCount();
            if (used.size() < before) {
                Mapping mapping = Mappings.create(MappingType.PARTIAL_FUNCTION, before, used.size());
                for (int i = 0; i < used.size(); i++) {
                    mapping.set(used.get(i), i);
                }
                call.transformTo(LogicalProject.create(
                        scan.withColumns(used),
                        project.getHints(),
                        RexUtil.apply(mapping, expressions),
                        project.getRowType(),
                        project.getVariablesSet()));
            }
        }

        /** The columns that a projection consists of; null if there is more to it. */
        private static @Nullable List<Integer> inputs(List<RexNode> expressions) {
            List<Integer> inputs = new ArrayList<>();
            for (RexNode expression : expressions) {
                if (!(expression instanceof RexInputRef input)) {
                    return null;
                }
                inputs.add(input.getIndex());
            }
            return inputs;
        }
    }

    /** Rows are counted by one column. Where some columns are needed, Calcite itself makes a projection to them. */
    private static final class Counting extends RelOptRule {

        Counting() {
            super(operand(LogicalAggregate.class, operand(RowSetScan.class, none())), "RowSetScan:counting");
        }

        @Override
        public void onMatch(RelOptRuleCall call) {
            LogicalAggregate aggregate = call.rel(0);
            RowSetScan scan = call.rel(1);
            if (RelOptUtil.getAllFields(aggregate).isEmpty()
                    && scan.getRowType().getFieldCount() > ANY_COLUMN.size()) {
                call.transformTo(aggregate.copy(aggregate.getTraitSet(), List.of(scan.withColumns(ANY_COLUMN))));
            }
        }
    }

    /** Conditions that the plugin's key columns can check. */
    private static final class Conditions extends RelOptRule {

        Conditions() {
            super(operand(LogicalFilter.class, operand(RowSetScan.class, none())), "RowSetScan:conditions");
        }

        @Override
        public void onMatch(RelOptRuleCall call) {
            LogicalFilter filter = call.rel(0);
            RowSetScan scan = call.rel(1);
            if (scan.isPart()) {
                return;
            }
            KeyConditions conditions =
                    KeyConditions.of(scan, filter.getCluster().getRexBuilder(), filter.getCondition());
            if (!conditions.query().equals(scan.query())) {
                RowSetScan narrowed = scan.withQuery(conditions.query());
                RexNode left = conditions.left();
                call.transformTo(left.isAlwaysTrue() ? narrowed : filter.copy(filter.getTraitSet(), narrowed, left));
            }
        }
    }

    /** OFFSET and LIMIT without ORDER BY: any rows will do, so let the plugin stop. */
    private static final class Limit extends RelOptRule {

        Limit() {
            super(operand(LogicalSort.class, operand(RowSetScan.class, none())), "RowSetScan:limit");
        }

        @Override
        public void onMatch(RelOptRuleCall call) {
            LogicalSort sort = call.rel(0);
            RowSetScan scan = call.rel(1);
            if (!sort.getCollation().getFieldCollations().isEmpty() || scan.isPart()) {
                return;
            }
            RowQuery query = scan.query();
            if (sort.offset != null) {
                if (!(sort.offset instanceof RexLiteral)) {
                    return;
                }
                query = query.offset(RexLiteral.bigDecimalValue(sort.offset).longValueExact());
            }
            if (sort.fetch != null) {
                if (!(sort.fetch instanceof RexLiteral)) {
                    return;
                }
                query = query.limit(RexLiteral.bigDecimalValue(sort.fetch).longValueExact());
            }
            call.transformTo(scan.withQuery(query));
        }
    }

    /** When there is nothing more to hand over. */
    private static final class Run extends RelOptRule {

        Run() {
            super(operand(RowSetScan.class, none()), "RowSetScan:run");
        }

        @Override
        public void onMatch(RelOptRuleCall call) {
            call.transformTo(new RunnableScan(call.rel(0)));
        }
    }
}
