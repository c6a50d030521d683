package io.thriftplugins.typed;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.Json;
import io.thriftplugins.TypedInterface;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Values of a typed interface")
final class TypedValuesTest {

    /** One type there and back. */
    interface Echo<T> {
        @Nullable
        T echo(@Nullable T value);
    }

    // One interface for each type, as the type must be known to reflection.
    interface Bytes extends Echo<Byte> {}

    interface Shorts extends Echo<Short> {}

    interface Ints extends Echo<Integer> {}

    interface Longs extends Echo<Long> {}

    interface BigIntegers extends Echo<BigInteger> {}

    interface Floats extends Echo<Float> {}

    interface Doubles extends Echo<Double> {}

    interface BigDecimals extends Echo<BigDecimal> {}

    interface Booleans extends Echo<Boolean> {}

    interface Chars extends Echo<Character> {}

    interface Strings extends Echo<String> {}

    interface Instants extends Echo<Instant> {}

    interface Durations extends Echo<Duration> {}

    interface LocalDates extends Echo<LocalDate> {}

    interface LocalTimes extends Echo<LocalTime> {}

    interface LocalDateTimes extends Echo<LocalDateTime> {}

    interface OffsetDateTimes extends Echo<OffsetDateTime> {}

    interface ZonedDateTimes extends Echo<ZonedDateTime> {}

    interface Periods extends Echo<Period> {}

    interface Uuids extends Echo<UUID> {}

    interface Uris extends Echo<URI> {}

    interface Days extends Echo<DayOfWeek> {}

    interface Jsons extends Echo<Json> {}

    interface Anything extends Echo<Object> {}

    interface ByteArrays extends Echo<byte[]> {}

    interface IntArrays extends Echo<int[]> {}

    interface TextMatrices extends Echo<String[][]> {}

    interface Lists extends Echo<List<? extends List<Integer>>> {}

    interface Sets extends Echo<Set<DayOfWeek>> {}

    interface Collections extends Echo<Collection<Character>> {}

    interface Maps extends Echo<Map<LocalDate, List<Short>>> {}

    interface Optionals extends Echo<Optional<Byte>> {}

    interface OptionalInts extends Echo<OptionalInt> {}

    interface OptionalLongs extends Echo<OptionalLong> {}

    interface OptionalDoubles extends Echo<OptionalDouble> {}

    interface Trees extends Echo<Tree> {}

    interface Pairs extends Echo<Pair<Integer, List<String>>> {}

    /** A record that contains itself. */
    record Tree(String name, List<Tree> children, Optional<Tree> twin) {}

    /** A record with type arguments. */
    record Pair<A, B>(A first, B second) {}

    /** A case: an interface, the type in its signature, and values. */
    record Case(Class<? extends Echo<?>> type, String wire, List<@Nullable Object> values) {
        static Case of(Class<? extends Echo<?>> type, String wire, @Nullable Object... values) {
            return new Case(type, wire, Arrays.asList(values));
        }
    }

    static List<Case> cases() {
        Tree leaf = new Tree("leaf", List.of(), Optional.empty());
        return List.of(
                Case.of(Bytes.class, "integer", Byte.MIN_VALUE, Byte.MAX_VALUE, null),
                Case.of(Shorts.class, "integer", Short.MIN_VALUE, Short.MAX_VALUE),
                Case.of(Ints.class, "integer", Integer.MIN_VALUE, Integer.MAX_VALUE),
                Case.of(Longs.class, "integer", Long.MIN_VALUE, Long.MAX_VALUE),
                Case.of(BigIntegers.class, "integer", BigInteger.valueOf(Long.MIN_VALUE), BigInteger.ZERO, null),
                Case.of(Floats.class, "float", Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, -0.0f),
                Case.of(Doubles.class, "float", Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Double.NaN, null),
                Case.of(BigDecimals.class, "numeric", new BigDecimal("-1.000000001"), null),
                Case.of(Booleans.class, "boolean", true, false, null),
                Case.of(Chars.class, "string", 'a', '\0', '\uD83D', null),
                Case.of(Strings.class, "string", "", "äß漢字\uD83D\uDE00", null),
                Case.of(Instants.class, "timestamp", Instant.EPOCH, null),
                Case.of(Durations.class, "interval", Duration.ofMillis(-1), null),
                Case.of(LocalDates.class, "string", LocalDate.MIN, LocalDate.MAX, null),
                Case.of(LocalTimes.class, "string", LocalTime.MIN, LocalTime.MAX),
                Case.of(LocalDateTimes.class, "string", LocalDateTime.MIN, LocalDateTime.MAX),
                Case.of(OffsetDateTimes.class, "string", OffsetDateTime.MIN, OffsetDateTime.MAX),
                Case.of(ZonedDateTimes.class, "string", ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]")),
                Case.of(Periods.class, "string", Period.ZERO, Period.of(-1, 13, 400)),
                Case.of(Uuids.class, "string", new UUID(-1, 0), null),
                Case.of(Uris.class, "string", URI.create(""), URI.create("a://b/c?d#e")),
                Case.of(Days.class, "string", DayOfWeek.MONDAY, null),
                Case.of(Jsons.class, "object", new Json("{}"), null),
                Case.of(Anything.class, "any", 1L, "text", List.of(1L, true), null),
                Case.of(ByteArrays.class, "blob", new byte[0], new byte[] {1, -1}, null),
                Case.of(IntArrays.class, "integer[]", new int[0], new int[] {1, Integer.MIN_VALUE}, null),
                Case.of(TextMatrices.class, "array", (Object) new String[][] {{"a", null}, {}, null}),
                Case.of(
                        Lists.class,
                        "array",
                        List.of(),
                        List.of(List.of(1), List.of()),
                        Arrays.asList(null, List.of())),
                Case.of(Sets.class, "string[]", new LinkedHashSet<>(List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY))),
                Case.of(Collections.class, "string[]", List.of('a', 'b'), null),
                Case.of(Maps.class, "map", Map.of(LocalDate.EPOCH, List.of((short) 1)), Map.of(), null),
                Case.of(Optionals.class, "integer", Optional.of((byte) 1), Optional.empty()),
                Case.of(OptionalInts.class, "integer", OptionalInt.of(Integer.MIN_VALUE), OptionalInt.empty()),
                Case.of(OptionalLongs.class, "integer", OptionalLong.of(Long.MIN_VALUE), OptionalLong.empty()),
                Case.of(OptionalDoubles.class, "float", OptionalDouble.of(-0.0), OptionalDouble.empty()),
                Case.of(Trees.class, "map", new Tree("root", List.of(leaf, leaf), Optional.of(leaf)), null),
                Case.of(Pairs.class, "map", new Pair<>(1, List.of("x")), new Pair<>(null, null)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("go there and back, edge values and null too (checklist 21, 25)")
    void thereAndBack(Case tested) {
        checkCase(tested.type(), tested);
    }

    private static <E extends Echo<?>> void checkCase(Class<E> type, Case tested) {
        TypedInterface<E> model = TypedInterface.of(type);
        @SuppressWarnings("unchecked")
        Echo<Object> proxy = (Echo<Object>) new LocalPeer(model.export(echo(type))).as(model);
        assertThat(model.functions())
                .singleElement()
                .extracting(function -> function.signature().returnType().toString())
                .isEqualTo(tested.wire());
        for (Object value : tested.values()) {
            assertThat(proxy.echo(value)).isEqualTo(value);
        }
    }

    /** An implementation made by reflection, since the interfaces are many. */
    private static <E> E echo(Class<E> type) {
        return type.cast(java.lang.reflect.Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> arguments[0]));
    }

    /** Parameters that are primitive, and a record of them. */
    interface Strict {
        int narrow(int value);

        float single(float value);

        char character(char value);

        DayOfWeek day(DayOfWeek value);

        LocalDate date(LocalDate value);

        Point point(Point value);

        List<Integer> list(List<Integer> values);

        boolean flag(boolean value);

        BigInteger big(BigInteger value);
    }

    /** A record that refuses some values. */
    record Point(int x, int y) {
        Point {
            if (x < 0) {
                throw new IllegalArgumentException("x is negative");
            }
        }
    }

    /** Calls what answers with its argument, of any type. */
    private static Object call(String method, @Nullable Object argument) throws Exception {
        List<FunctionDefinition> functions = TypedInterface.of(Strict.class).export(echo(Strict.class));
        return java.util.Objects.requireNonNull(new LocalPeer(functions).call("strict_" + method, argument));
    }

    @Test
    @DisplayName("that don't fit are refused, and the message says where (checklist 27)")
    void refused() {
        ErrorCode code = ErrorCode.INVALID_ARGUMENT;
        messageOf(code, () -> call("narrow", 1L << 31)).contains("'narrow' got for", "2147483648");
        messageOf(code, () -> call("narrow", null)).contains("null where int is wanted");
        messageOf(code, () -> call("single", 1e300)).contains("1.0E300");
        messageOf(code, () -> call("character", "ab")).contains("a text of 2 characters where char is wanted");
        messageOf(code, () -> call("day", "FREITAG")).contains("'FREITAG' where DayOfWeek is wanted", "FRIDAY");
        messageOf(code, () -> call("date", "2024-02-30")).contains("'2024-02-30' where LocalDate is wanted");
        messageOf(code, () -> call("flag", "true")).contains("string where boolean is wanted");
        messageOf(code, () -> call("list", List.of(1, "x"))).contains("string where integer is wanted");
        messageOf(code, () -> call("list", List.of(1, 1L << 40))).contains("element 1: 1099511627776");
        messageOf(code, () -> call("point", Map.of("x", 1))).contains("component 'y' of Point, which is missing: null");
        messageOf(code, () -> call("point", Map.of("x", 1, "y", "z"))).contains("component 'y' of Point: ");
        messageOf(code, () -> call("point", Map.of("x", -1, "y", 1)))
                .contains("the constructor of Point refuses it", "x is negative");
    }

    @Test
    @DisplayName("that don't fit are refused before they are sent")
    void refusedHere() {
        Strict strict = new LocalPeer(TypedInterface.of(Strict.class).export(echo(Strict.class))).as(Strict.class);
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> strict.big(BigInteger.ONE.shiftLeft(63)))
                .contains("an integer of more than 64 bits where BigInteger is wanted");
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<Integer> polluted = (List) List.of("text");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> strict.list(polluted))
                .contains("'values' element 0: String where Integer is wanted");
    }

    /** What a peer answers is no more to be trusted. */
    interface Answers {
        int number();

        Optional<Point> point();
    }

    @Test
    @DisplayName("that a peer answers are checked, too")
    void answers() {
        Answers answers = new LocalPeer(List.of(
                        FunctionDefinition.of("answers_number(): any", "", call -> "text"),
                        FunctionDefinition.of("answers_point(): map", "", call -> Map.of("x", 1L))))
                .as(Answers.class);
        messageOf(ErrorCode.INTERFACE_MISMATCH, answers::number)
                .contains("'answers_number' of the peer answered string where integer is wanted");
        messageOf(ErrorCode.INTERFACE_MISMATCH, answers::point).contains("component 'y' of Point");
    }

    /** Bytes of both kinds. */
    interface Blobs {
        byte[] bytes(Blob blob) throws java.io.IOException;

        Blob blob(byte[] bytes);
    }

    @Test
    @DisplayName("that are bytes may come as a blob, and the other way round")
    void blobs() throws Exception {
        LocalPeer peer = new LocalPeer(TypedInterface.of(Blobs.class).export(new Blobs() {
            @Override
            public byte[] bytes(Blob blob) throws java.io.IOException {
                return blob.readAllBytes(10);
            }

            @Override
            public Blob blob(byte[] bytes) {
                return Blob.of(bytes);
            }
        }));
        assertThat(peer.call("blobs_bytes", (Object) new byte[] {1})).isEqualTo(new byte[] {1});
        assertThat(peer.as(Blobs.class).bytes(Blob.of(new byte[] {2}))).containsExactly(2);
        assertThat(peer.call("blobs_blob", Blob.of(new byte[] {3}))).isInstanceOf(Blob.class);
        assertThat(peer.as(Blobs.class).blob(new byte[] {4}).readAllBytes(9)).containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource({
        "Calculator, calculator",
        "textTools, text_tools",
        "HTTPServer, http_server",
        "parseJSON, parse_json",
        "Utf8Reader, utf8_reader",
        "already_so, already_so",
    })
    @DisplayName("Names have their words apart, as case doesn't matter")
    void names(String java, String function) {
        assertThat(Names.of(java)).isEqualTo(function);
    }
}
