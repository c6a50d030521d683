package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever signature there is, its text reads back to an equal one. */
final class SignatureRoundTripTest {

    private static final String CHARACTERS = "abzAZ019_-.$ \"'[]<>:,?=()\u00e4\u03a9\u0130\u00df\ud83d\ude00m+e";

    private final SplittableRandom random = new SplittableRandom(20_240_417);

    @Test
    void anySignatureReadsBackFromItsTextForPeople() {
        for (int i = 0; i < 5_000; i++) {
            FunctionSignature signature = signature();
            assertThat(FunctionSignature.parse(signature.toString())).isEqualTo(signature);
        }
    }

    @Test
    void anySignatureReadsBackFromItsTextForPeers() {
        for (int i = 0; i < 5_000; i++) {
            FunctionSignature signature = signature();
            assertThat(FunctionSignature.parse(signature.wireText())).isEqualTo(signature);
        }
    }

    /** Whatever text there is, it is read or refused with a position, nothing else. */
    @Test
    void anyTextIsReadOrRefused() {
        String alphabet = CHARACTERS + " inttexfalsrubDEFAULT...\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "f(a: int" : "");
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(FunctionSignature.parse(text.toString()).name()).isNotBlank();
            } catch (PluginException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
                assertThat(e).hasMessageContaining(", position ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "text(a: int) | \"text\"(a: integer): void",
                "f(Format: int, b: int) | f(\"Format\": integer, b: integer): void",
                "my-f(a.b: int) | \"my-f\"(\"a.b\": integer): void",
                "\u00fcber() | \"\u00fcber\"(): void",
                "f(...a: any): object<IRowsInput> | f(...a: any[]): object<IRowsInput>",
                "f(a: numeric = 1, b: string = 'it''s') | f(a: numeric = 1m, b: string = 'it''s'): void"
            })
    void forPeersNamesThatTheyReserveAreQuoted(String text, String wire) {
        assertThat(FunctionSignature.parse(text).wireText()).isEqualTo(wire);
    }

    @Test
    void forPeopleOnlyWhatMustBeIsQuoted() {
        assertThat(FunctionSignature.parse("text([a b]: int, \"c-d\"?: text = null)"))
                .hasToString("text(\"a b\": integer, c-d?: string): void");
    }

    private FunctionSignature signature() {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int n = random.nextInt(5); n > 0; n--) {
            names.add(name());
        }
        List<FunctionParameter> parameters = new ArrayList<>();
        for (String name : names) {
            boolean variadic = parameters.size() == names.size() - 1 && random.nextInt(3) == 0;
            parameters.add(parameter(name, variadic));
        }
        return new FunctionSignature(name(), parameters, random.nextBoolean() ? ValueType.of(DataType.VOID) : type());
    }

    private FunctionParameter parameter(String name, boolean variadic) {
        ValueType type = type();
        boolean optional = random.nextBoolean();
        Object value = optional && !variadic && !type.array() ? literal(type.type()) : null;
        return new FunctionParameter(name, type, optional, value, variadic);
    }

    private ValueType type() {
        DataType[] types = DataType.values();
        DataType type = types[random.nextInt(types.length)];
        boolean unfit = type == DataType.NULL || type == DataType.VOID;
        return unfit ? type() : new ValueType(type, random.nextInt(4) == 0, type == DataType.OBJECT ? name() : null);
    }

    private String name() {
        int[] points = CHARACTERS.codePoints().toArray();
        StringBuilder name = new StringBuilder();
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            name.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return name.toString().isBlank() ? name() : name.toString();
    }

    private Object literal(DataType type) {
        BigDecimal decimal = new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40) - 20);
        return switch (type) {
            case INTEGER -> random.nextLong();
            case STRING -> name();
            case FLOAT -> finite();
            case BOOLEAN -> random.nextBoolean();
            case NUMERIC -> decimal;
            case TIMESTAMP -> Instant.ofEpochSecond(random.nextLong(-1L << 40, 1L << 40), random.nextInt());
            case INTERVAL -> Duration.ofSeconds(random.nextLong(-1L << 40, 1L << 40), random.nextInt());
            case ANY ->
                literal(List.of(DataType.INTEGER, DataType.STRING, DataType.FLOAT, DataType.BOOLEAN, DataType.NUMERIC)
                        .get(random.nextInt(5)));
            default -> null;
        };
    }

    private double finite() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : finite();
    }
}
