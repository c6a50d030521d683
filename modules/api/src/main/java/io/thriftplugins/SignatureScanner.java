package io.thriftplugins;

/** The text of a signature and the position in it. */
final class SignatureScanner {

    /** How much of a long signature an error shows on either side of the position. */
    private static final int SHOWN = 100;

    private final String text;
    private int position;

    SignatureScanner(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    PluginException error(int at, String problem) {
        return new PluginException(
                ErrorCode.INVALID_SIGNATURE,
                "Signature '" + around(at) + "', position " + (at + 1) + ": " + problem
                        + "; an example of a signature is add(a: integer, b: integer = 1): integer");
    }

    /** The text, or the part of it that matters: whoever sent it also chose how long it is. */
    private String around(int at) {
        int start = Math.max(0, at - SHOWN);
        int end = Math.min(text.length(), at + SHOWN);
        return (start > 0 ? "..." : "") + text.substring(start, end) + (end < text.length() ? "..." : "");
    }

    void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    boolean accept(String token) {
        skipBlanks();
        if (!text.startsWith(token, position)) {
            return false;
        }
        position += token.length();
        return true;
    }

    boolean acceptWord(String word) {
        skipBlanks();
        int end = position + word.length();
        boolean found = text.regionMatches(true, position, word, 0, word.length())
                && (end == text.length() || !SignatureNames.isPlain(text.charAt(end)));
        position = found ? end : position;
        return found;
    }

    void expect(String token) {
        expect(token, "'" + token + "'");
    }

    void expect(String token, String description) {
        if (!accept(token)) {
            throw error(position, "expected " + description + " but found " + here());
        }
    }

    void expectEnd() {
        skipBlanks();
        if (position < text.length()) {
            throw error(position, "expected the end but found " + here());
        }
    }

    /** Letters, digits and the like; empty if there are none here. */
    String word() {
        skipBlanks();
        int start = position;
        while (position < text.length() && (SignatureNames.isPlain(text.charAt(position)) || signAt(start))) {
            position++;
        }
        return text.substring(start, position);
    }

    /** A leading plus, or one behind the letter of an exponent. */
    private boolean signAt(int start) {
        return text.charAt(position) == '+'
                && (position == start || Character.toLowerCase(text.charAt(position - 1)) == 'e');
    }

    String name(String description) {
        skipBlanks();
        if (position < text.length() && (text.charAt(position) == '"' || text.charAt(position) == '[')) {
            int quote = position;
            String quoted = quotedText();
            String problem = SignatureNames.problem(quoted);
            if (problem != null) {
                throw error(quote, "expected " + description + ", but " + problem);
            }
            return quoted;
        }
        int start = position;
        while (position < text.length() && SignatureNames.isPlain(text.charAt(position))) {
            position++;
        }
        if (start == position || text.charAt(start) == '.') {
            position = start;
            throw error(position, "expected " + description + " but found " + here());
        }
        return text.substring(start, position);
    }

    boolean atQuote() {
        return position < text.length() && "'\"".indexOf(text.charAt(position)) >= 0;
    }

    /** Text up to the closing quote, which stands for itself when doubled. */
    String quotedText() {
        int start = position;
        char open = text.charAt(position++);
        char close = open == '[' ? ']' : open;
        StringBuilder content = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != close) {
                content.append(c);
            } else if (position < text.length() && text.charAt(position) == close) {
                content.append(close);
                position++;
            } else {
                return content.toString();
            }
        }
        throw error(start, "the quote that opens here is never closed");
    }

    String here() {
        return position < text.length() ? "'" + text.charAt(position) + "'" : "the end";
    }
}
