package io.thriftplugins.example.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides a script into its statements. */
final class Statements {

    /** A text, a name in quotes, a comment, the end of a statement, or anything else. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<quoted>'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\")|(?<comment>--[^\\n]*+|/\\*.*?\\*/)|(?<end>;)|.",
            Pattern.DOTALL);

    private Statements() {}

    /**
     * The statements, without their semicolons. Comments become blanks, so that lines and columns in messages stay true
     * within a statement.
     */
    static List<String> split(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (Matcher token = TOKEN.matcher(script); token.find(); ) {
            if (token.group("comment") != null) {
                statement.append(token.group().replaceAll("[^\\n]", " "));
            } else if (token.group("end") != null) {
                add(statements, statement);
            } else {
                statement.append(token.group());
            }
        }
        add(statements, statement);
        return statements;
    }

    /** What a text consists of; what stands in quotes is one token, and so is a comment. */
    static List<MatchResult> tokens(String text) {
        return TOKEN.matcher(text).results().toList();
    }

    private static void add(List<String> statements, StringBuilder statement) {
        if (!statement.toString().isBlank()) {
            statements.add(statement.toString().strip());
        }
        statement.setLength(0);
    }
}
