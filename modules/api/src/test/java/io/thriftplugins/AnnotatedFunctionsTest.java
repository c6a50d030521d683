package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions that are methods, called the way a host's calls are. */
final class AnnotatedFunctionsTest {

    private static FunctionDefinition define(Object target, String name) {
        return AnnotatedFunctions.of(MethodHandles.lookup(), target).stream()
                .filter(function -> function.info().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object call(Object target, String name, Object... arguments) throws Exception {
        FunctionDefinition function = define(target, name);
        FunctionSignature signature = function.info().signature();
        return function.body().call(FunctionCall.of(signature, signature.bind(List.of(arguments), Map.of()), "host"));
    }

    @SuppressWarnings({"UnusedMethod", "DoNotCallSuggester"}) // methods for reflection
    private static final class Greeter {
        @PluginFunction(value = "greet(name: text, polite?: bool = true): text", description = "Greets", safe = true)
        private String hello(String name, boolean polite) {
            return (polite ? "Dear " : "Hey ") + name;
        }

        @PluginFunction
        static long twice(int number) {
            return 2L * number;
        }

        @PluginFunction
        String joined(String separator, String... parts) {
            return String.join(separator, parts);
        }

        @PluginFunction
        void nothing() {}

        @PluginFunction
        Void failing() throws IOException {
            throw new IOException("disk on fire");
        }

        @PluginFunction("error(): void")
        void error() {
            throw new AssertionError("never");
        }
    }

    @Test
    void aPrivateMethodIsCalledThroughTheLookup() throws Exception {
        assertThat(call(new Greeter(), "greet", "Ada")).isEqualTo("Dear Ada");
        assertThat(call(new Greeter(), "greet", "Ada", false)).isEqualTo("Hey Ada");
    }

    @Test
    void descriptionAndSafetyAreThoseOfTheAnnotation() {
        FunctionInfo info = define(new Greeter(), "greet").info();
        assertThat(info.description()).isEqualTo("Greets");
        assertThat(info.safe()).isTrue();
        assertThat(info.aggregate()).isFalse();
    }

    @Test
    void aStaticMethodNeedsNoTarget() throws Exception {
        assertThat(call(new Greeter(), "twice", 21L)).isEqualTo(42L);
    }

    @Test
    void theSignatureIsDerivedFromNamesAndTypes() {
        assertThat(define(new Greeter(), "twice").info().signature()).hasToString("twice(number: integer): integer");
        assertThat(define(new Greeter(), "nothing").info().signature()).hasToString("nothing(): void");
    }

    @Test
    void variableArgumentsBecomeAVariadicParameter() throws Exception {
        assertThat(define(new Greeter(), "joined").info().signature())
                .hasToString("joined(separator: string, ...parts: string[]): string");
        assertThat(call(new Greeter(), "joined", "-", "a", "b")).isEqualTo("a-b");
        assertThat(call(new Greeter(), "joined", "-")).isEqualTo("");
    }

    @Test
    void aVoidMethodGivesNull() throws Exception {
        assertThat(call(new Greeter(), "nothing")).isNull();
    }

    @Test
    void whatTheMethodThrowsArrivesUnwrapped() {
        assertThatThrownBy(() -> call(new Greeter(), "failing"))
                .isInstanceOf(IOException.class)
                .hasMessage("disk on fire");
        assertThatThrownBy(() -> call(new Greeter(), "error")).isInstanceOf(AssertionError.class);
    }

    @Test
    void anArgumentOutOfRangeIsNamed() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> call(new Greeter(), "twice", 1L << 31))
                .isEqualTo("Function 'twice' got for 'number' 2147483648 where a number from -2147483648 to 2147483647"
                        + " is wanted");
    }

    @Test
    void theyComeInTheOrderOfTheirMethodsNames() {
        assertThat(AnnotatedFunctions.of(MethodHandles.lookup(), new Greeter()))
                .extracting(function -> function.info().name())
                .containsExactly("error", "failing", "greet", "joined", "nothing", "twice");
    }

    private static final class Upper implements UnaryOperator<String> {
        @Override
        @PluginFunction
        public String apply(String text) {
            return text.toUpperCase(java.util.Locale.ROOT);
        }
    }

    @Test
    void aBridgeMethodIsNoSecondFunction() throws Exception {
        assertThat(AnnotatedFunctions.of(MethodHandles.lookup(), new Upper())).hasSize(1);
        assertThat(call(new Upper(), "apply", "a")).isEqualTo("A");
    }
}
