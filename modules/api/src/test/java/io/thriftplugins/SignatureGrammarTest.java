package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the grammar of contract 13 accepts. */
final class SignatureGrammarTest {

    private static FunctionParameter only(String parameter) {
        return FunctionSignature.parse("f(" + parameter + ")").parameters().get(0);
    }

    @Test
    void namesTypesAndResultAreRead() {
        FunctionSignature signature = FunctionSignature.parse("add(a: integer, b: integer): integer");
        assertThat(signature.name()).isEqualTo("add");
        assertThat(signature.parameters()).extracting(FunctionParameter::name).containsExactly("a", "b");
        assertThat(signature.returnType()).isEqualTo(ValueType.of(DataType.INTEGER));
    }

    @Test
    void withoutResultItIsVoid() {
        FunctionSignature signature = FunctionSignature.parse("log()");
        assertThat(signature.parameters()).isEmpty();
        assertThat(signature.returnType()).isEqualTo(ValueType.of(DataType.VOID));
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER,INTEGER",
        "int,INTEGER",
        "Int8,INTEGER",
        "STRING,STRING",
        "text,STRING",
        "FLOAT,FLOAT",
        "real,FLOAT",
        "timestamp,TIMESTAMP",
        "interval,INTERVAL",
        "blob,BLOB",
        "boolean,BOOLEAN",
        "BOOL,BOOLEAN",
        "numeric,NUMERIC",
        "Decimal,NUMERIC",
        "object,OBJECT",
        "array,ARRAY",
        "LIST,ARRAY",
        "map,MAP",
        "any,ANY",
        "Dynamic,ANY"
    })
    void everyTypeNameIsKnownInAnyCase(String name, DataType type) {
        assertThat(only("a: " + name).type()).isEqualTo(ValueType.of(type));
    }

    @Test
    void arraysAndNamedObjectsAreRead() {
        assertThat(only("a: string[]").type()).isEqualTo(new ValueType(DataType.STRING, true, null));
        assertThat(only("a: object<IRowsInput>").type()).isEqualTo(new ValueType(DataType.OBJECT, false, "IRowsInput"));
        assertThat(only("a: object< \"I Rows\" > [ ]").type())
                .isEqualTo(new ValueType(DataType.OBJECT, true, "I Rows"));
        assertThat(FunctionSignature.parse("f(): object<IRowsIterator>")
                        .returnType()
                        .objectName())
                .isEqualTo("IRowsIterator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: int = 5", "a: int=5", "a: int := 5", "a: int:=5", "a: int DEFAULT 5", "a: int default 5"})
    void defaultsComeAfterThreeSigns(String parameter) {
        assertThat(only(parameter))
                .isEqualTo(new FunctionParameter("a", ValueType.of(DataType.INTEGER), true, 5L, false));
    }

    @Test
    void aQuestionMarkMakesOptionalWithNull() {
        assertThat(only("a?: int").optional()).isTrue();
        assertThat(only("a?: int").defaultValue()).isNull();
        assertThat(only("a: int").optional()).isFalse();
    }

    @Test
    void aDefaultOfNullIsAQuestionMark() {
        assertThat(only("expire?: interval := null")).isEqualTo(only("expire?: interval"));
        assertThat(only("expire: interval = NULL")).isEqualTo(only("expire?: interval"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"...rest: any", "...rest: any[]", "... rest?: any []"})
    void aVariadicParameterIsOptionalAndItsTypeThatOfAnElement(String parameter) {
        assertThat(only(parameter))
                .isEqualTo(new FunctionParameter("rest", ValueType.of(DataType.ANY), true, null, true));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"a b\",a b",
                "[a b],a b",
                "\"say \"\"hi\"\"\",say \"hi\"",
                "[a]]b],a]b",
                "\"\u00e4 \ud83d\ude00\",\u00e4 \ud83d\ude00",
                "my-func.v2$,my-func.v2$",
                "\u00fcber,\u00fcber",
                "_1,_1"
            })
    void namesMayBeQuoted(String written, String name) {
        assertThat(FunctionSignature.parse(written + "(" + written + ": int)").name())
                .isEqualTo(name);
        assertThat(only(written + ": int").name()).isEqualTo(name);
    }

    @Test
    void whiteSpaceIsFreeEvenLineEnds() {
        assertThat(FunctionSignature.parse("\n f\t( a ? : int ,\r\n b:int=1 ) : text "))
                .isEqualTo(FunctionSignature.parse("f(a?:int,b:int=1):text"));
    }

    /** Signatures that plugins of the contract's project carry. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "greatest(...args: any[]): any",
                "\"nullif\"(value1: integer, value2: integer): integer",
                "read(\"blob\": blob, fmt?: object<IRowsFormatter>): object<IRowsInput>",
                "ltrim(target: string, characters: string = ' '): string",
                "ai_input(question: string, ...source?: any[]): object<IRowsInput>",
                "retry_input(input: object<IRowsInput>, retry_interval_secs: float := 5.0): object<IRowsInput>",
                "generate_series(start: numeric, stop: numeric, step: numeric = 1): object<IRowsInput>"
            })
    void signaturesOfTheContractsProjectAreRead(String text) {
        FunctionSignature signature = FunctionSignature.parse(text);
        assertThat(FunctionSignature.parse(signature.toString())).isEqualTo(signature);
    }

    @Test
    void theWireNameIsInUpperCase() {
        assertThat(FunctionSignature.parse("\"my func\"()").wireName()).isEqualTo("MY FUNC");
        assertThat(FunctionInfo.of("myFunc()", "").name()).isEqualTo("myFunc");
    }

    @Test
    void theParametersCanNotBeChanged() {
        List<FunctionParameter> parameters =
                FunctionSignature.parse("f(a: int)").parameters();
        assertThat(parameters).isUnmodifiable();
    }
}
