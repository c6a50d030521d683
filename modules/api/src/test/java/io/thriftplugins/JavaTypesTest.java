package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedList;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which types methods can have. */
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
}
