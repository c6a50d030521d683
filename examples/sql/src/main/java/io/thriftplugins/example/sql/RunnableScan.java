package io.thriftplugins.example.sql;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A {@link RowSetScan} in its final form: what runs. The rules of the planner only look at the other. */
final class RunnableScan extends TableScan implements EnumerableRel {

    private final RowSetScan scan;

    RunnableScan(RowSetScan scan) {
        super(
                scan.getCluster(),
                scan.getCluster().traitSetOf(EnumerableConvention.INSTANCE),
                List.of(),
                scan.getTable());
        this.scan = scan;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelDataType deriveRowType() {
        return scan.getRowType();
    }

    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        return scan.estimateRowCount(metadata);
    }

    @Override
    public @Nullable RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery metadata) {
        return scan.cost(planner, metadata);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return scan.explainTerms(writer);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        PhysType type = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), prefer.preferArray());
        return implementor.result(type, Blocks.toBlock(implementor.stash(scan.reading(), RowReading.class)));
    }
}
