package io.thriftplugins.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.thrift.TEnum;
import org.junit.jupiter.api.Test;

/** Compares what the stubs say of themselves with the contract's tables, which were copied into the test resources. */
final class ContractTablesTest {

    @Test
    void everyFieldHasTheContractsIdNameTypeAndRequiredness() throws IOException {
        var fields = Stubs.structs().stream()
                .flatMap(struct -> Field.of(struct).stream().map(field -> struct.getSimpleName() + " " + field));

        assertThat(fields).containsExactlyInAnyOrderElementsOf(table("structs.txt"));
    }

    @Test
    void everyEnumMemberHasTheContractsNumber() throws IOException {
        var members = Stubs.classes().stream()
                .filter(TEnum.class::isAssignableFrom)
                .flatMap(type -> Arrays.stream(type.getEnumConstants())
                        .map(member -> type.getSimpleName() + " " + member + " " + ((TEnum) member).getValue()));

        assertThat(members).containsExactlyInAnyOrderElementsOf(table("enums.txt"));
    }

    @Test
    void everyMethodHasTheContractsArgumentsResultAndException() throws IOException {
        var methods = Stream.of(QueryCatIO.Iface.class, PluginsManager.Iface.class, Plugin.Iface.class)
                .flatMap(service -> Call.of(service).stream())
                .map(Call::toString)
                .distinct(); // what a service inherits is the contract's QueryCatIO again

        assertThat(methods).containsExactlyInAnyOrderElementsOf(table("methods.txt"));
    }

    @Test
    void whatJavaThrowsIsWhatTheResultCanCarry() {
        var services = List.of(PluginsManager.Iface.class, Plugin.Iface.class);

        assertThat(services)
                .flatMap(Call::of)
                .allSatisfy(call -> assertThat(
                                List.of(call.method().getExceptionTypes()).contains(QueryCatPluginException.class))
                        .isEqualTo(call.exception().isPresent()));
    }

    @Test
    void noAdditionOfOursIsRequired() throws IOException {
        var ours = Stubs.structs().stream()
                .flatMap(struct -> Field.of(struct).stream())
                .filter(f -> f.id() >= 100);

        assertThat(ours).isNotEmpty().allMatch(field -> field.requiredness() == 'O');
    }

    private static List<String> table(String name) throws IOException {
        var table = Objects.requireNonNull(ContractTablesTest.class.getResourceAsStream("/contract/" + name), name);
        try (var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
