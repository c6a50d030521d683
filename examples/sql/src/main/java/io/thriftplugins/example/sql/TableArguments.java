package io.thriftplugins.example.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates what stands as an argument of a function in FROM, such as {@code words(file_text('a.txt'))}: Calcite takes
 * only literals there, since it has to know the columns before anything runs.
 */
final class TableArguments extends SqlBasicVisitor<@Nullable Void> {

    private static final SqlParser.Config PARSER = SqlParser.config()
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withConformance(SqlConformanceEnum.LENIENT);

    private final List<SqlNode> found = new ArrayList<>();

    private TableArguments() {}

    /** Puts literals in the place of expressions. */
    static <E extends Exception> String evaluate(String statement, Predicate<String> isTable, Evaluator<E> evaluator)
            throws SqlParseException, E {
        String sql = statement;
        SqlNode parsed;
        try {
            parsed = SqlParser.create(sql, PARSER).parseQuery();
        } catch (SqlParseException e) {
            sql = TableCalls.wrap(statement, isTable);
            if (sql.equals(statement)) {
                throw e;
            }
            parsed = SqlParser.create(sql, PARSER).parseQuery();
        }
        TableArguments arguments = new TableArguments();
        parsed.accept(arguments);
        StringBuilder text = new StringBuilder(sql);
        // From the end on, so that what comes before stays where it is.
        for (int i = arguments.found.size() - 1; i >= 0; i--) {
            SqlParserPos place = arguments.found.get(i).getParserPosition();
            int start = offset(sql, place.getLineNum(), place.getColumnNum());
            int end = offset(sql, place.getEndLineNum(), place.getEndColumnNum()) + 1;
            text.replace(start, end, evaluator.literal(sql.substring(start, end)));
        }
        return text.toString();
    }

    /** From lines and columns, which are counted from 1. */
    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        return start + column - 1;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        if (call.getKind() != SqlKind.COLLECTION_TABLE || !(call.operand(0) instanceof SqlCall function)) {
            return super.visit(call);
        }
        List<SqlNode> operands = function.getOperandList();
        long named = operands.stream().filter(TableArguments::isNamed).count();
        if (named > 0 && named < operands.size()) {
            throw new IllegalArgumentException(
                    "The arguments of " + function.getOperator().getName()
                            + " in FROM have to be named all, as in path => 'a.csv', or none");
        }
        for (SqlNode operand : operands) {
            SqlNode argument = isNamed(operand) ? ((SqlCall) operand).operand(0) : operand;
            if (!(argument instanceof SqlLiteral) && argument.getKind() != SqlKind.DEFAULT) {
                argument.accept(new ConstantCheck(function));
                found.add(argument);
            }
        }
        return null;
    }

    private static boolean isNamed(SqlNode operand) {
        return operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
    }

    /** A column outside of a subquery is one of another table. */
    private static final class ConstantCheck extends SqlBasicVisitor<@Nullable Void> {

        private final SqlCall function;

        ConstantCheck(SqlCall function) {
            this.function = function;
        }

        @Override
        public @Nullable Void visit(SqlCall call) {
            return call.isA(SqlKind.QUERY) ? null : super.visit(call);
        }

        @Override
        public @Nullable Void visit(SqlIdentifier column) {
            throw new IllegalArgumentException(
                    "line " + column.getParserPosition().getLineNum() + ", column "
                            + column.getParserPosition().getColumnNum() + ": the argument of "
                            + function.getOperator().getName() + " in FROM depends on the column '" + column
                            + "', but must not depend on the rows of another table");
        }
    }

    /** Makes an expression a literal. */
    @FunctionalInterface
    interface Evaluator<E extends Exception> {

        /** The literal that the expression is equal to. */
        String literal(String expression) throws E;
    }
}
