package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Own services")
class MessageServicesTest {

    private record Named(String name) implements MessageService {

        @Override
        public Call read(String method, ByteBuffer arguments) {
            return null;
        }
    }

    @Test
    @DisplayName("are found by their exact names, and listed in the order added")
    void names() {
        MessageServices services = MessageServices.NONE.add(new Named("b")).add(new Named("a.b-c_1"));

        assertThat(services.names()).containsExactly("b", "a.b-c_1");
        assertThat(services.find("b")).isEqualTo(new Named("b"));
        assertThat(services.find("B")).isNull();
        assertThat(MessageServices.NONE.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugins-manager", "plugin", "", " ", "a b", "a:b", ":", "a\n", "a\t"})
    @DisplayName("have names that can travel and aren't the framework's")
    void impossible(String name) {
        PluginErrors.messageOf(ErrorCode.INVALID_ARGUMENT, () -> new PluginDefinition().service(new Named(name)))
                .contains("The service '" + name + "' can't be added");
    }

    @Test
    @DisplayName("have different names")
    void duplicate() {
        PluginDefinition definition = new PluginDefinition().service(new Named("a"));

        PluginErrors.messageOf(ErrorCode.INVALID_ARGUMENT, () -> definition.service(new Named("a")))
                .contains("there is one of this name already");
        assertThat(definition.services().names()).containsExactly("a");
    }

    @Test
    @DisplayName("of a peer that the framework did not make can't be called")
    void noWay() {
        FunctionCaller stranger = new FunctionCaller() {
            @Override
            public Object call(CallRequest request) {
                return null;
            }

            @Override
            public java.util.concurrent.CompletableFuture<Object> callAsync(CallRequest request) {
                return null;
            }

            @Override
            public java.util.List<FunctionInfo> functions() {
                return java.util.List.of();
            }
        };

        PluginErrors.messageOf(ErrorCode.NOT_SUPPORTED, stranger::messages).contains("leads to no services");
    }
}
