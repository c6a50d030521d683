package io.thriftplugins.example.sql;

import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes {@code from words(upper('a'))} as {@code from table(words(upper('a')))}: only that way does Calcite's parser
 * understand a call within the arguments of a function in FROM.
 */
final class TableCalls {

    private static final String NAME = "(?:\\w++|\"(?:[^\"]|\"\")*+\")";

    /** A call with the word TABLE before it, which is left as it is, or without; and texts, so as to skip them. */
    private static final Pattern CALL = Pattern.compile(
            "'(?:[^']|'')*+'|(?<table>\\btable\\s*\\(\\s*)?(?<call>(?:" + NAME + "\\s*\\.\\s*)*+(?<name>" + NAME
                    + ")\\s*\\()",
            Pattern.CASE_INSENSITIVE);

    private TableCalls() {}

    /** Puts {@code table(...)} around the calls of functions that are tables. */
    static String wrap(String sql, Predicate<String> isTable) {
        String text = sql;
        Matcher call = CALL.matcher(text);
        int from = 0;
        while (call.find(from)) {
            from = call.end();
            int end = call.group("call") == null ? -1 : closing(text, call.end());
            if (end >= 0 && call.group("table") == null && isTable.test(unquoted(call.group("name")))) {
                text = text.substring(0, call.start()) + "table(" + text.substring(call.start(), end) + ")"
                        + text.substring(end);
                from += "table(".length();
                call.reset(text);
            }
        }
        return text;
    }

    /** The end of the parenthesis that is open before an index; -1 if it stays open. */
    private static int closing(String text, int start) {
        int depth = 1;
        for (MatchResult token : Statements.tokens(text.substring(start))) {
            depth += switch (token.group()) {
                case "(" -> 1;
                case ")" -> -1;
                default -> 0;
            };
            if (depth == 0) {
                return start + token.end();
            }
        }
        return -1;
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
