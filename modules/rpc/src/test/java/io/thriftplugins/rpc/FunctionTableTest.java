package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.PluginException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Functions by name, and what is told to those who call wrongly (checklist 26 and 27). */
final class FunctionTableTest {

    private final FunctionTable table = new FunctionTable("plugin 'p'");

    FunctionTableTest() {
        table.add(FunctionDefinition.of(
                "add(a: integer, b: integer = 1): integer", "", call -> call.getLong("a") + call.getLong("b")));
    }

    @Test
    void namesAreFoundInAnyCase() throws Exception {
        for (String name : new String[] {"add", "ADD", "Add"}) {
            assertThat(table.call(name, new CallArguments(List.of(2L, 3L), Map.of()), "host"))
                    .isEqualTo(5L);
        }
        assertThat(table.call("add", new CallArguments(List.of(2L), Map.of()), "host"))
                .isEqualTo(3L);
        assertThat(table.call("add", new CallArguments(List.of(), Map.of("B", 4L, "A", 5L)), "host"))
                .isEqualTo(9L);
    }

    @Test
    @DisplayName("an unknown function is named (checklist 26)")
    void unknownFunction() {
        assertFails("sub", List.of(), Map.of(), ErrorCode.INVALID_FUNCTION, "'sub' in plugin 'p'");
    }

    @Test
    @DisplayName("wrong arguments are named (checklist 27)")
    void wrongArguments() {
        assertFails("add", List.of(), Map.of(), ErrorCode.INVALID_ARGUMENT, "a");
        assertFails("add", List.of(1L, 2L, 3L), Map.of(), ErrorCode.INVALID_ARGUMENT, "add");
        assertFails("add", List.of("x"), Map.of(), ErrorCode.INVALID_ARGUMENT, "a");
        assertFails("add", List.of(1L), Map.of("c", 1L), ErrorCode.INVALID_ARGUMENT, "c");
    }

    @Test
    void namesThatDifferOnlyInCaseAreOne() {
        assertThatThrownBy(() -> table.add(FunctionDefinition.of("ADD(): void", "", call -> null)))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_FUNCTION));
    }

    @Test
    void functionsAreListedAndRemoved() {
        table.add(FunctionDefinition.of("abs(x: integer): integer", "", call -> null));

        assertThat(table.list(null)).extracting(FunctionInfo::name).containsExactly("abs", "add");
        assertThat(table.inOrder()).extracting(FunctionInfo::name).containsExactly("add", "abs");
        assertThat(table.list("ABS")).extracting(FunctionInfo::name).containsExactly("abs");
        table.remove("Add");
        assertThat(table.list(null)).extracting(FunctionInfo::name).containsExactly("abs");
    }

    private void assertFails(
            String name, List<Object> positional, Map<String, Object> named, ErrorCode code, String message) {
        assertThatThrownBy(() -> table.call(name, new CallArguments(positional, named), "host"))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
