package io.thriftplugins;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How names are written in signatures: as they are, or in double quotes. */
final class SignatureNames {

    /**
     * What hosts of the contract read as a word of their query language unless it is quoted: the keywords of
     * {@code QueryCatLexer.g4} in the snapshot that the contract describes.
     */
    private static final Set<String> RESERVED = Set.of("""
            ALL AND ANY ARRAY AS ASC AT BEGIN BETWEEN BLOB BOOL BOOLEAN BOTH BREAK BY CALL CASE CAST COALESCE CONTINUE \
            CURRENT CURRENT_DATE CURRENT_TIMESTAMP DAY DAYOFYEAR DECIMAL DECLARE DEFAULT DELETE DESC DISTINCT DOW DOY \
            ECHO ELSE ELSEIF END EXCEPT EXISTS EXTRACT FALSE FETCH FIRST FLOAT FOLLOWING FOR FORMAT FROM FULL GROUP \
            HAVING HOUR IF IN INNER INSERT INT INT8 INTEGER INTERSECT INTERVAL INTO IS JOIN LAST LEADING LEFT LIKE \
            LIKE_REGEX LIMIT LIST LOCAL LOOP MAP MILLISECOND MINUTE MONTH NEXT NOT NULL NULLS NUMERIC OBJECT \
            OCCURRENCES_REGEX OFFSET ON ONLY OPEN OR ORDER OUTER OVER PARTITION POSITION POSITION_REGEX PRECEDING REAL \
            RECURSIVE RETURN RIGHT ROW ROWS SECOND SELECT SET SIMILAR SOME STRING SUBSTRING_REGEX TEXT THEN TIME \
            TIMESTAMP TO TOP TRAILING TRANSLATE_REGEX TRIM TRUE UNBOUNDED UNION UPDATE USING VALUES VOID WHEN WHERE \
            WHILE WINDOW WITH YEAR ZONE""".split(" "));

    private SignatureNames() {}

    /** Whether a character can be part of a name, or of a number, that stands in no quotes. */
    static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$';
    }

    /** For people: with quotes where {@link FunctionSignature#parse} needs them. */
    static String quoted(String name) {
        boolean plain = !name.startsWith(".") && name.chars().allMatch(SignatureNames::isPlain);
        return plain ? name : inQuotes(name);
    }

    /** For peers: with quotes where any host of the contract needs them. */
    static String quotedForWire(String name) {
        boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*") && !RESERVED.contains(name.toUpperCase(Locale.ROOT));
        return plain ? name : inQuotes(name);
    }

    /** What is wrong with a name even in quotes; null if nothing is. */
    static @Nullable String problem(String name) {
        if (name.isBlank()) {
            return "a name is not blank";
        }
        return name.chars().anyMatch(Character::isISOControl) ? "a name holds no control characters" : null;
    }

    /** Refuses a name that can't stand in a signature. */
    static void check(String name) {
        String problem = problem(name);
        if (problem != null) {
            throw new PluginException(ErrorCode.INVALID_SIGNATURE, "'" + name + "' can't be used: " + problem);
        }
    }

    private static String inQuotes(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
