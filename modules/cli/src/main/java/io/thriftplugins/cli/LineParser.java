package io.thriftplugins.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of debug mode: words separated by blanks, where a JSON object, array or string is one word with its
 * blanks, and so is what stands in single quotes, which are left out as a shell does.
 */
final class LineParser {

    private final String line;
    private int position;

    private LineParser(String line) {
        this.line = line;
    }

    /** The words; none in a blank line. */
    static List<String> words(String line) {
        LineParser parser = new LineParser(line);
        List<String> words = new ArrayList<>();
        while (parser.skipBlanks()) {
            words.add(parser.word());
        }
        return words;
    }

    private boolean skipBlanks() {
        while (position < line.length() && Character.isWhitespace(line.charAt(position))) {
            position++;
        }
        return position < line.length();
    }

    private String word() {
        int from = position;
        char first = line.charAt(from);
        if (first == '\'') {
            int close = line.indexOf('\'', from + 1);
            if (close >= 0 && endsWord(close + 1)) {
                position = close + 1;
                return line.substring(from + 1, close);
            }
        } else if (first == '{' || first == '[' || first == '"') {
            int length = JsonReader.endOfFirst(line.substring(from));
            if (length > 0 && endsWord(from + length)) {
                position = from + length;
                return line.substring(from, position);
            }
        }
        while (!endsWord(position)) {
            position++;
        }
        return line.substring(from, position);
    }

    private boolean endsWord(int index) {
        return index >= line.length() || Character.isWhitespace(line.charAt(index));
    }
}
