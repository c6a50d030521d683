package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What signatures are refused for, and where the error says it is; positions count from 1. */
final class SignatureErrorTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`` | 1 | expected a function name but found the end",
                "(a: int) | 1 | expected a function name but found '('",
                "...f() | 1 | expected a function name but found '.'",
                "f | 2 | expected '(' but found the end",
                "f(a) | 4 | expected ':' and a type but found ')'",
                "f(a: ) | 6 | expected a type but found ')'",
                "f(a: bytes) | 6 | there is no type 'bytes'; the types are void, integer",
                "f(a: null) | 6 | there is no type 'null'",
                "f(a: void) | 6 | a parameter can't be void",
                "f(): void[] | 6 | void stands alone",
                "f(a: int | 9 | expected ',' or ')' but found the end",
                "f(a: int b: int) | 10 | expected ',' or ')' but found 'b'",
                "f(a: int,) | 10 | expected a parameter name but found ')'",
                "f(a: int[) | 10 | expected ']' but found ')'",
                "f(a: object<) | 13 | expected a type's name but found ')'",
                "f(a: object<X) | 14 | expected '>' but found ')'",
                "f() x | 5 | expected the end but found 'x'",
                "f(): | 5 | expected a type but found the end",
                "f(): int = 5 | 10 | expected the end but found '='",
                "f(a: int, A: int) | 11 | there are two parameters 'A'; names differ by more than case",
                "f(...a: any, b: int) | 14 | the variadic parameter must be the last one",
                "f(...a: any = 5) | 3 | a variadic parameter has no default",
                "\"f() | 1 | the quote that opens here is never closed",
                "f(\"\": int) | 3 | expected a parameter name, but a name is not blank",
                "\" \"() | 1 | expected a function name, but a name is not blank",
                "f(a: int = ) | 12 | expected a default value but found ')'",
                "f(a: int = x) | 12 | the default is 'x' where a number, a text in quotes, true",
                "f(a: int = 0x1F) | 12 | the default is '0x1F' where a number",
                "f(a: int = 1.5) | 12 | the default is float where integer is wanted",
                "f(a: int = '5') | 12 | the default is string where integer is wanted",
                "f(a: int = 9223372036854775808) | 12 | the default is 9223372036854775808, which is out",
                "f(a: float = 1e999) | 14 | the default is 1e999, which is out of range for a float",
                "f(a: float = NaN) | 14 | the default is 'NaN' where a number",
                "f(a: float = 1e) | 14 | the default is '1e' where a number",
                "f(a: float = 1.2.3) | 14 | the default is '1.2.3' where a number",
                "f(a: numeric = m) | 16 | the default is 'm' where a number",
                "f(a: float = 9007199254740993m) | 14 | the default is numeric where float is wanted",
                "f(a: string = 5) | 15 | the default is integer where string is wanted",
                "f(a: int[] = 5) | 14 | the default is integer where integer[] is wanted",
                "f(a: timestamp = 'noon') | 18 | the default is 'noon' where timestamp is wanted, in ISO 8601",
                "f(a: interval = '1 day') | 17 | the default is '1 day' where interval is wanted",
                "f(a: int default5) | 10 | expected ',' or ')' but found 'd'"
            })
    void theErrorGivesPositionAndProblem(String text, int position, String problem) {
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> FunctionSignature.parse(text))
                .startsWith("Signature '" + text + "', position " + position + ": " + problem)
                .endsWith("an example of a signature is add(a: integer, b: integer = 1): integer");
    }

    @Test
    void aNameHoldsNoControlCharacters() {
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> FunctionSignature.parse("\"a\nb\"()"))
                .contains("position 1: expected a function name, but a name holds no control characters");
    }

    @Test
    void ofALongTextTheErrorShowsThePartThatMatters() {
        String text = "f(" + "a: int, ".repeat(100_000);
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> FunctionSignature.parse(text))
                .contains("position 11: there are two parameters 'a'")
                .hasSizeLessThan(500);
    }

    @Test
    void manyParametersAreReadInLinearTime() {
        StringBuilder text = new StringBuilder("f(a: int");
        for (int i = 0; i < 100_000; i++) {
            text.append(", a").append(i).append(": int");
        }
        assertThat(FunctionSignature.parse(text + ")").parameters()).hasSize(100_001);
    }

    @Test
    void recordsRefuseWhatTextCanNotSay() {
        ValueType integer = ValueType.of(DataType.INTEGER);
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> new FunctionParameter("a", integer, true, "x", false))
                .isEqualTo("Parameter 'a' has a default that is string where integer is wanted");
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> new FunctionParameter("a", integer, false, 1L, false))
                .contains("must be optional");
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> new FunctionParameter(" ", integer, false, null, false))
                .contains("not blank");
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> ValueType.of(DataType.NULL))
                .contains("null");
    }

    @Test
    void recordsRefuseDefaultsThatHaveNoLiteral() {
        ValueType array = new ValueType(DataType.INTEGER, true, null);
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> new FunctionParameter("a", array, true, List.of(1L), false))
                .contains("[1], which can't be written in a signature");
        ValueType real = ValueType.of(DataType.FLOAT);
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> new FunctionParameter("a", real, true, Double.NaN, false))
                .contains("NaN, which can't be written");
    }

    @Test
    void recordsRefuseParametersThatDoNotGoTogether() {
        FunctionParameter rest = new FunctionParameter("rest", ValueType.of(DataType.ANY), true, null, true);
        FunctionParameter last = new FunctionParameter("last", ValueType.of(DataType.ANY), false, null, false);
        ValueType none = ValueType.of(DataType.VOID);
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> new FunctionSignature("f", List.of(rest, last), none))
                .isEqualTo("Function 'f': the variadic parameter must be the last one");
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> new FunctionSignature("f", List.of(last, last), none))
                .contains("there are two parameters 'last'");
    }
}
