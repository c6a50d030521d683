package io.thriftplugins.server;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits one line into words at blanks, as a shell does but without its other powers: single quotes keep everything,
 * double quotes keep blanks, a backslash outside single quotes keeps the next character.
 */
final class CommandLine {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private CommandLine() {}

    /**
     * The words of a line; none if it is blank.
     *
     * @throws IllegalArgumentException if a quote is not closed or a backslash is the last character
     */
    static List<String> split(String line) {
        return new CommandLine().read(line);
    }

    private List<String> read(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                if (++i == line.length()) {
                    throw new IllegalArgumentException("it ends with a backslash that has nothing to keep");
                }
                add(line.charAt(i));
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    add(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                endWord();
            } else {
                add(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("its quote " + quote + " is not closed");
        }
        endWord();
        return words;
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
