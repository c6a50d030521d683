package io.thriftplugins.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.MessageService;
import io.thriftplugins.services.probe.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A service made of a generated processor")
final class ProcessorServiceTest {

    private final MessageService service = ThriftServices.serve("probe", new Handler(), Probe.Processor::new);

    @Test
    @DisplayName("has the name that it was given, and the methods of its IDL only")
    void methods() throws IOException {
        assertThat(service.name()).isEqualTo("probe");
        assertThat(service.read("echo", bytes(0))).isNotNull();
        assertThat(service.read("Echo", bytes(0))).isNull();
        assertThat(service.read("toString", bytes(0))).isNull();
    }

    @Test
    @DisplayName("allocates nothing for what arguments only announce (checklist 54)")
    void greedy() {
        // Field 1, an item; its field 3, a list of 2,147,483,647 structs.
        assertThatThrownBy(() -> service.read("mirror", bytes(12, 0, 1, 15, 0, 3, 12, 127, 255, 255, 255)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("announces 2147483647 more bytes but has 0");
        // Field 1, an item; its field 2, 2,147,483,647 bytes.
        assertThatThrownBy(() -> service.read("mirror", bytes(12, 0, 1, 11, 0, 2, 127, 255, 255, 255)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2147483647");
    }

    @Test
    @DisplayName("doesn't go back in a message for a negative length (checklist 52)")
    @Timeout(10)
    void backwards() {
        // An unknown text, as long as it is to its own begin.
        assertThatThrownBy(() -> service.read("mirror", bytes(11, 0, 99, 255, 255, 255, 249, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("-7");
    }

    @Test
    @DisplayName("refuses structs that are nested too deeply (checklist 53)")
    void deep() {
        byte[] deep = new byte[100_000];
        deep[0] = 12;
        deep[2] = 1;
        for (int i = 3; i + 8 < deep.length; i += 8) {
            // Field 3, a list of one struct.
            deep[i] = 15;
            deep[i + 2] = 3;
            deep[i + 3] = 12;
            deep[i + 7] = 1;
        }
        assertThatThrownBy(() -> service.read("mirror", ByteBuffer.wrap(deep)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("depth");
    }

    @Test
    @DisplayName("answers a one-way method with an empty struct, for those who ask for an answer")
    void oneWay() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        service.read("remember", bytes(11, 0, 1, 0, 0, 0, 0, 11, 0, 2, 0, 0, 0, 0, 0))
                .run("test")
                .write(out);

        assertThat(out.toByteArray()).containsExactly(0);
    }

    @Test
    @DisplayName("knows its caller only while a method runs")
    void caller() throws Exception {
        assertThat(service.read("caller", bytes(0)).run("somebody")).isNotNull();
        assertThatThrownBy(ThriftServices::caller)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs no method of a service");
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
