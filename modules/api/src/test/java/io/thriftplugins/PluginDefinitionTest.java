package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginDefinitionTest {

    @Test
    void aPluginTellsNameVersionMetadataAndFunctions() {
        PluginDefinition definition = PluginDefinition.of(plugin -> plugin.name("calc")
                .version("1.2")
                .metadata("vendor", "us")
                .metadata("nothing", null)
                .function("one(): integer", call -> 1)
                .function("two(): integer", "Gives two", call -> 2));
        assertThat(definition.name()).isEqualTo("calc");
        assertThat(definition.version()).isEqualTo("1.2");
        assertThat(definition.metadata()).containsEntry("vendor", "us").containsEntry("nothing", null);
        assertThat(definition.functions())
                .extracting(function ->
                        function.info().name() + ":" + function.info().description())
                .containsExactly("one:", "two:Gives two");
    }

    @SuppressWarnings("UnusedMethod") // for reflection
    private static final class Methods {
        @PluginFunction
        long three() {
            return 3;
        }
    }

    @Test
    void annotatedMethodsAreAddedToTheRest() {
        PluginDefinition definition =
                new PluginDefinition().function("one()", call -> null).functions(MethodHandles.lookup(), new Methods());
        assertThat(definition.functions()).extracting(f -> f.info().name()).containsExactly("one", "three");
    }

    @Test
    void withoutNameItIsRefused() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> PluginDefinition.of(plugin -> {}))
                .contains("has no name; call name(...) in define(...)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "\u0000"})
    void aNameIsNotBlankAndHoldsNoControlCharacters(String name) {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> new PluginDefinition().name(name))
                .startsWith("A plugin's name is not blank");
    }

    @Test
    void aMalformedSignatureIsRefused() {
        messageOf(ErrorCode.INVALID_SIGNATURE, () -> new PluginDefinition().function("f(", call -> null))
                .contains("position 3");
    }

    @Test
    void twoFunctionsOfOneNameAreRefusedAndTheSecondIsNamed() {
        PluginDefinition definition = new PluginDefinition().function("add(a: int)", call -> null);
        messageOf(ErrorCode.DUPLICATE_FUNCTION, () -> definition.function("ADD(b: text)", call -> null))
                .contains("two functions 'ADD'; names differ by more than case");
        assertThat(definition.functions()).hasSize(1);
    }

    @Test
    void metadataThatCanNotBeSentIsRefused() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> new PluginDefinition().metadata("k", new Object()))
                .contains("java.lang.Object can't be sent");
    }

    @Test
    void whatItReturnsAreCopies() {
        PluginDefinition definition = new PluginDefinition().metadata("k", 1);
        Map<String, Object> metadata = definition.metadata();
        metadata.clear();
        assertThat(definition.metadata()).containsEntry("k", 1);
        assertThat(definition.functions()).isUnmodifiable();
    }
}
