package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** Which argument goes to which parameter (contract 5.2; checklist 27). */
final class ArgumentBinderTest {

    private static List<Object> bind(String signature, List<?> positional, Map<String, ?> named) {
        return FunctionSignature.parse(signature).bind(positional, named);
    }

    private static AbstractStringAssert<?> refused(String signature, List<?> positional, Map<String, ?> named) {
        return messageOf(ErrorCode.INVALID_ARGUMENT, () -> bind(signature, positional, named))
                .startsWith("Function 'f' ")
                .endsWith("; its signature is " + FunctionSignature.parse(signature));
    }

    @Test
    void positionalComeFirstThenNamedThenDefaults() {
        assertThat(bind("f(a: int, b: int, c: int = 3)", List.of(1L), Map.of("b", 2L)))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void namedArgumentsMatchInAnyCase() {
        assertThat(bind("f(alpha: int)", List.of(), Map.of("ALPHA", 1L))).containsExactly(1L);
    }

    @Test
    void aNamedArgumentReplacesADefault() {
        assertThat(bind("f(a: int = 1, b: int = 2)", List.of(), Map.of("b", 5L)))
                .containsExactly(1L, 5L);
    }

    @Test
    void anOptionalParameterLeftOutIsNull() {
        assertThat(bind("f(a?: int)", List.of(), Map.of())).containsExactly((Object) null);
    }

    @Test
    void aGivenNullIsNoMissingArgument() {
        List<Object> nothing = Collections.singletonList(null);
        assertThat(bind("f(a: int)", nothing, Map.of())).isEqualTo(nothing);
        assertThat(bind("f(a: int = 5)", nothing, Map.of())).isEqualTo(nothing);
        assertThat(bind("f(a: int = 5)", List.of(), Collections.singletonMap("a", null)))
                .isEqualTo(nothing);
    }

    @Test
    void aVariadicParameterTakesTheRest() {
        assertThat(bind("f(a: int, ...rest: int[])", List.of(1L, 2L, 3L), Map.of()))
                .containsExactly(1L, List.of(2L, 3L));
        assertThat(bind("f(a: int, ...rest: int[])", List.of(1L), Map.of())).containsExactly(1L, List.of());
        assertThat(bind("f(a: int, ...rest: int[])", List.of(), Map.of("a", 1L)))
                .containsExactly(1L, List.of());
    }

    @Test
    void aVariadicParameterMayGetNulls() {
        assertThat(bind("f(...rest: any)", Arrays.asList(null, "x"), Map.of()))
                .containsExactly(Arrays.asList(null, "x"));
    }

    @Test
    void aVariadicParameterChecksEveryElement() {
        refused("f(...rest: int)", List.of(1L, "x"), Map.of()).contains("argument 'rest' is string where integer");
    }

    @Test
    void theVariadicListIsACopy() {
        List<Object> positional = new ArrayList<>(List.of(1L));
        List<Object> bound = bind("f(...rest: any)", positional, Map.of());
        positional.set(0, 2L);
        assertThat(bound).containsExactly(List.of(1L));
    }

    @Test
    void aMissingArgumentIsNamedWithItsType() {
        refused("f(a: int, b: text)", List.of(1L), Map.of()).contains("needs the argument 'b' (string)");
    }

    @Test
    void tooManyArgumentsAreCounted() {
        refused("f(a: int)", List.of(1L, 2L), Map.of()).contains("takes 1 argument but got 2");
        refused("f()", List.of(1L), Map.of()).contains("takes 0 arguments but got 1");
    }

    @Test
    void anUnknownNameIsRefused() {
        refused("f(a?: int)", List.of(), Map.of("b", 1L)).contains("has no parameter 'b'");
    }

    @Test
    void anArgumentGivenByPositionAndByNameIsRefused() {
        refused("f(a: int)", List.of(1L), Map.of("A", 1L)).contains("got the argument 'A' by position and by name");
    }

    @Test
    void anArgumentGivenByTwoNamesIsRefused() {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("a", 1L);
        named.put("A", 2L);
        refused("f(a: int)", List.of(), named).contains("got the argument 'A' twice, by names that differ in case");
    }

    @Test
    void aVariadicParameterHasNoName() {
        refused("f(...rest: any)", List.of(), Map.of("rest", List.of()))
                .contains("got the argument 'rest' by name, but it is variadic");
    }

    @Test
    void aWrongTypeIsRefusedWithBothTypes() {
        refused("f(a: int)", List.of("x"), Map.of()).contains("argument 'a' is string where integer is wanted");
        refused("f(a: bool)", List.of(1L), Map.of()).contains("argument 'a' is integer where boolean is wanted");
        refused("f(a: int)", List.of(new Object()), Map.of()).contains("is java.lang.Object where integer is wanted");
    }
}
