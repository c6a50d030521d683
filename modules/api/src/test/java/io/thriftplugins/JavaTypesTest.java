package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which types methods can have, and what arguments become. */
final class JavaTypesTest {

    @ParameterizedTest
    @CsvSource({
        "byte,integer",
        "short,integer",
        "int,integer",
        "long,integer",
        "float,float",
        "double,float",
        "boolean,boolean",
        "java.lang.Byte,integer",
        "java.lang.Short,integer",
        "java.lang.Integer,integer",
        "java.lang.Long,integer",
        "java.lang.Float,float",
        "java.lang.Double,float",
        "java.lang.Boolean,boolean",
        "java.lang.String,string",
        "java.time.Instant,timestamp",
        "java.time.Duration,interval",
        "java.math.BigDecimal,numeric",
        "java.util.List,array",
        "java.util.Collection,array",
        "java.util.Map,map",
        "io.thriftplugins.Json,object",
        "java.lang.Object,any",
        "[J,integer[]",
        "[Ljava.lang.String;,string[]"
    })
    void everyTypeOfAParameterHasASignatureType(Class<?> type, String signatureType) {
        assertThat(JavaTypes.ofParameter(type)).hasToString(signatureType);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                void.class,
                Void.class,
                char.class,
                byte[].class,
                int[][].class,
                Path.class,
                LinkedList.class,
                Set.class,
                BigInteger.class
            })
    void nothingElseCanBeAParameter(Class<?> type) {
        assertThat(JavaTypes.ofParameter(type)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "void,void",
        "java.lang.Void,void",
        "int,integer",
        "char,string",
        "java.lang.StringBuilder,string",
        "io.thriftplugins.LogLevel,string",
        "java.math.BigInteger,integer",
        "java.util.LinkedList,array",
        "java.util.Set,array",
        "java.util.HashMap,map",
        "[Ljava.lang.String;,string[]",
        "[Ljava.lang.Object;,any[]"
    })
    void aResultMayBeWhateverValuesTakes(Class<?> type, String signatureType) {
        assertThat(JavaTypes.ofResult(type)).hasToString(signatureType);
    }

    @ParameterizedTest
    @ValueSource(classes = {int[].class, byte[].class, Path.class, String[][].class, Void[].class, Iterable.class})
    void nothingElseCanBeAResult(Class<?> type) {
        assertThat(JavaTypes.ofResult(type)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "a: integer,int", "a: integer,java.lang.Number", "a: string,java.lang.CharSequence", "a: any,int",
        "a: map,java.util.Map", "a: array,java.lang.Iterable", "a: array,[Ljava.lang.Object;", "a: integer[],[I",
        "a: integer[],java.util.List", "...a: integer,[J", "...a: integer,java.util.Collection",
                "a: object,java.io.File",
        "a: object,io.thriftplugins.Json", "a: blob,java.io.InputStream", "a: timestamp,java.lang.Object"
    })
    void aMethodsParameterMayBeOfAnyTypeThatTakesTheArgument(String parameter, Class<?> type) {
        assertThat(JavaTypes.fits(parse(parameter), type)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a: integer,java.lang.String", "a: integer,double", "a: string,int", "a: string,io.thriftplugins.Json",
        "a: array,java.util.Set", "a: map,java.util.HashMap", "a: integer[],[Ljava.lang.String;", "a: integer[],long",
        "...a: string,java.lang.String", "a: object,int", "a: object,java.lang.String"
    })
    void aMethodsParameterOfAnotherTypeDoesNotFit(String parameter, Class<?> type) {
        assertThat(JavaTypes.fits(parse(parameter), type)).isFalse();
    }

    private static FunctionParameter parse(String parameter) {
        return FunctionSignature.parse("f(" + parameter + ")").parameters().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "byte,-128,127",
        "java.lang.Byte,-128,127",
        "short,-32768,32767",
        "java.lang.Short,-32768,32767",
        "int,-2147483648,2147483647",
        "java.lang.Integer,-2147483648,2147483647"
    })
    void integersAreRangeChecked(Class<?> type, long min, long max) {
        assertThat(((Number) JavaTypes.adapt(min, type)).longValue()).isEqualTo(min);
        assertThat(((Number) JavaTypes.adapt(max, type)).longValue()).isEqualTo(max);
        for (long outside : new long[] {min - 1, max + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JavaTypes.adapt(outside, type))
                    .withMessage(outside + " where a number from " + min + " to " + max + " is wanted");
        }
    }

    @Test
    void floatsAreRoundedButNotMadeInfinite() {
        assertThat(JavaTypes.adapt(0.1, float.class)).isEqualTo(0.1f);
        assertThat(JavaTypes.adapt(Double.NEGATIVE_INFINITY, Float.class)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(JavaTypes.adapt(Double.NaN, float.class)).isEqualTo(Float.NaN);
        assertThatIllegalArgumentException().isThrownBy(() -> JavaTypes.adapt(1e300, float.class));
    }

    @Test
    void otherValuesPassAsTheyAre() {
        for (Object value : List.of(
                "x",
                true,
                1L,
                1.5,
                BigDecimal.ONE,
                Instant.EPOCH,
                Duration.ZERO,
                List.of(),
                new HashMap<>(),
                new Json("1"))) {
            assertThat(JavaTypes.adapt(value, value.getClass())).isSameAs(value);
            assertThat(JavaTypes.adapt(value, Object.class)).isSameAs(value);
        }
        assertThat(JavaTypes.adapt(true, boolean.class)).isEqualTo(true);
        assertThat(JavaTypes.adapt(Map.of(), Map.class)).isEqualTo(Map.of());
    }

    @Test
    void nullFitsWhateverIsNoPrimitive() {
        assertThat(JavaTypes.adapt(null, Integer.class)).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JavaTypes.adapt(null, int.class))
                .withMessage("null where int is wanted");
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, long.class, Long.class, boolean.class, Map.class, String[].class})
    void aValueOfAnotherTypeIsRefused(Class<?> wanted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JavaTypes.adapt(1.5, wanted))
                .withMessage("Double where " + wanted.getSimpleName() + " is wanted");
    }

    @Test
    void listsBecomeArrays() {
        assertThat(JavaTypes.adapt(List.of(1L, 2L), int[].class)).isEqualTo(new int[] {1, 2});
        assertThat(JavaTypes.adapt(Arrays.asList("a", null), String[].class)).isEqualTo(new String[] {"a", null});
        assertThatIllegalArgumentException().isThrownBy(() -> JavaTypes.adapt(List.of("a"), int[].class));
        assertThatIllegalArgumentException().isThrownBy(() -> JavaTypes.adapt(Arrays.asList(1L, null), int[].class));
    }
}
