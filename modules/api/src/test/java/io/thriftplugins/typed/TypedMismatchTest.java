package io.thriftplugins.typed;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.RemoteInterface;
import io.thriftplugins.TypedInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A typed interface and the other side's functions")
final class TypedMismatchTest {

    /** What is wanted. */
    interface Tools {
        int count(String text, Optional<Integer> from);

        List<String> split(String text, String... separators);

        void print(List<Integer> numbers, double scale);

        void watch(Watcher watcher);
    }

    /** Its callback. */
    @RemoteInterface(version = 2)
    interface Watcher {
        void seen(String what);
    }

    private static final String COUNT = "tools_count(text: string, from?: integer): integer";
    private static final String SPLIT = "tools_split(text: string, ...separators: string[]): string[]";
    private static final String PRINT = "tools_print(numbers: integer[], scale: float)";
    private static final String WATCH = "tools_watch(watcher: object<watcher_v2>)";

    @Test
    @DisplayName("have signatures that follow from the methods")
    void signatures() {
        List<FunctionSignature> derived = TypedInterface.of(Tools.class).functions().stream()
                .map(function -> function.signature())
                .toList();
        assertThat(derived)
                .containsExactlyInAnyOrder(
                        FunctionSignature.parse(COUNT),
                        FunctionSignature.parse(SPLIT),
                        FunctionSignature.parse(PRINT),
                        FunctionSignature.parse(WATCH));
        assertThat(derived)
                .allSatisfy(each ->
                        assertThat(FunctionSignature.parse(each.wireText())).isEqualTo(each));
    }

    @Test
    @DisplayName("that don't fit are all named when the proxy is made")
    void allMismatches() {
        LocalPeer peer = LocalPeer.of(
                "tools_count(text: integer): integer",
                "tools_split(text: string, separators: string[]): string[]",
                "tools_print(numbers: array, scale: float, color: string): void");
        messageOf(ErrorCode.INTERFACE_MISMATCH, () -> peer.as(Tools.class))
                .isEqualTo(Tools.class.getName() + " doesn't fit the peer: '" + COUNT
                        + "' has the parameter 'text: integer' instead of 'text: string'; '" + PRINT
                        + ": void' needs 'color: string', too: it is tools_print(numbers: array, scale: float,"
                        + " color: string): void; '" + SPLIT
                        + "' has the parameter 'separators: string[]' instead of '...separators: string[]'; '" + WATCH
                        + ": void' is not there");
    }

    /** Each in place of the one that is derived. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                COUNT + "|" + COUNT,
                COUNT + "|TOOLS_COUNT(a: any, ...b: any): any",
                COUNT + "|tools_count(text: string, from: float, more: boolean = true): integer",
                SPLIT + "|tools_split(text: string, ...separators: any): array",
                PRINT + "|tools_print(numbers: array, scale: float): string",
                WATCH + "|tools_watch(watcher: object)",
            })
    @DisplayName("fit where calls convert, or where the other side takes more")
    void compatible(String derived, String other) {
        List<String> signatures = new ArrayList<>(List.of(COUNT, SPLIT, PRINT, WATCH));
        signatures.set(signatures.indexOf(derived), other);
        LocalPeer peer = LocalPeer.of(signatures.toArray(String[]::new));
        if (other.contains("...b")) {
            messageOf(ErrorCode.INTERFACE_MISMATCH, () -> peer.as(Tools.class)).contains("'...b: any[]'");
        } else {
            assertThatCode(() -> peer.as(Tools.class)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                COUNT + "|tools_count(text: string): integer|has no parameter for 'from'",
                COUNT + "|tools_count(text: string, from: string): integer|has the parameter 'from: string'",
                COUNT + "|tools_count(text: string, from: integer): float|returns float",
                COUNT + "|tools_count(text: string, from: integer)|returns void",
                COUNT + "|tools_count(text: string[], from: integer): integer|has the parameter 'text: string[]'",
                PRINT + "|tools_print(numbers: string[], scale: float)|has the parameter 'numbers: string[]'",
                PRINT + "|tools_print(numbers: array, scale: integer)|has the parameter 'scale: integer'",
                WATCH + "|tools_watch(watcher: object<watcher>)|has the parameter 'watcher: object<watcher>'",
            })
    @DisplayName("don't fit where a value would be lost or refused, or a callback is of another version")
    void incompatible(String derived, String other, String problem) {
        List<String> signatures = new ArrayList<>(List.of(COUNT, SPLIT, PRINT, WATCH));
        signatures.set(signatures.indexOf(derived), other);
        messageOf(
                        ErrorCode.INTERFACE_MISMATCH,
                        () -> LocalPeer.of(signatures.toArray(String[]::new)).as(Tools.class))
                .contains(problem)
                .doesNotContain("version");
    }

    /** The first version. */
    @RemoteInterface(name = "store")
    interface Store1 {
        void put(String value);
    }

    /** The second one. */
    @RemoteInterface(name = "store", version = 2)
    interface Store2 {
        void put(String key, String value);
    }

    /** Another interface, whose name only looks like it. */
    interface StoreRoom {
        void open();
    }

    @Test
    @DisplayName("of other versions are told apart")
    void versions() {
        FunctionDefinition first =
                TypedInterface.of(Store1.class).export(value -> {}).get(0);
        FunctionDefinition second =
                TypedInterface.of(Store2.class).export((key, value) -> {}).get(0);
        FunctionDefinition room =
                TypedInterface.of(StoreRoom.class).export(() -> {}).get(0);

        assertThat(second.info().name()).isEqualTo("store_v2_put");
        messageOf(ErrorCode.INTERFACE_MISMATCH, () -> new LocalPeer(List.of(second, room)).as(Store1.class))
                .contains("it has version [2] of 'store', and version 1 is wanted", "store_put", "is not there");
        messageOf(ErrorCode.INTERFACE_MISMATCH, () -> new LocalPeer(List.of(first, room)).as(Store2.class))
                .contains("it has version [1] of 'store', and version 2 is wanted");
        messageOf(ErrorCode.INTERFACE_MISMATCH, () -> new LocalPeer(List.of(room)).as(Store2.class))
                .doesNotContain("it has version");
        LocalPeer both = new LocalPeer(List.of(first, second, room));
        both.as(Store1.class).put("value");
        both.as(Store2.class).put("key", "value");
        assertThat(TypedInterface.of(Store2.class))
                .hasToString("TypedInterface[" + Store2.class.getName() + ", store, version 2]");
    }
}
