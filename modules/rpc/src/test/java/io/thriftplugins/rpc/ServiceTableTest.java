package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Methods are found by the bytes of their name, wherever these stand in an array. */
final class ServiceTableTest {

    @Test
    void everyMethodIsFoundAndNothingElse() {
        for (int count : new int[] {0, 1, 2, 3, 7, 8, 9, 100}) {
            Map<String, RpcMethod> methods = new HashMap<>();
            for (int i = 0; i < count; i++) {
                methods.put("Method" + i, (in, values, session) -> () -> null);
            }
            var table = new ServiceTable(Map.of("service", methods));

            methods.forEach((name, method) -> {
                ServiceTable.Entry entry = find(table, "service:" + name);
                assertThat(entry.method()).isSameAs(method);
                assertThat(entry.reply()).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
            });
            for (String other : new String[] {"", "service:", "service:method0", "Method0", "service:Method100"}) {
                assertThat(find(table, other)).as(other).isNull();
            }
        }
    }

    @Test
    void servicesAreKnownByName() {
        var table = new ServiceTable(Map.of("service", Map.of()));

        assertThat(table.hasService("service")).isTrue();
        assertThat(table.hasService("Service")).isFalse();
    }

    private static ServiceTable.Entry find(ServiceTable table, String name) {
        byte[] bytes = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
        return table.find(bytes, 1, bytes.length - 1);
    }
}
