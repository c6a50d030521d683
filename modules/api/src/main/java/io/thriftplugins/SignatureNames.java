package io.thriftplugins;

/** How names and literals are written in signatures. */
final class SignatureNames {

    private SignatureNames() {}

    static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$';
    }

    static String quoted(String name) {
        boolean plain = !name.isEmpty() && !name.startsWith(".") && name.chars().allMatch(SignatureNames::isPlain);
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(Object value) {
        return value instanceof String text ? "'" + text.replace("'", "''") + "'" : value.toString();
    }
}
