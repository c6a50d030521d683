package io.thriftplugins.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every method of both services, inherited ones included: client stub, bytes, processor, handler, and back. */
final class RoundTripTest {

    private static final List<Service<?>> SERVICES = List.of(Service.PLUGINS_MANAGER, Service.PLUGIN);

    private final Samples samples = new Samples();

    @TestFactory
    Stream<DynamicTest> argumentsAndResultArriveAsTheyWereSent() {
        return forEachCall((service, call) -> {
            var arguments = samples.argumentsOf(call);
            var result = call.result().map(samples::of);
            var handler = Handler.returning(result);

            assertThat(Optional.ofNullable(invoke(service, handler, call, arguments)))
                    .isEqualTo(result);
            assertThat(handler.method()).isEqualTo(call.name());
            assertThat(handler.arguments()).containsExactly(arguments);
        });
    }

    @TestFactory
    Stream<DynamicTest> declaredExceptionArrivesAsItWasThrown() {
        return forEachCall((service, call) -> {
            var thrown = samples.struct(QueryCatPluginException.class);

            var caught =
                    catchThrowable(() -> invoke(service, Handler.throwing(thrown), call, samples.argumentsOf(call)));

            if (call.exception().isPresent()) {
                assertThat(caught).isEqualTo(thrown).isNotSameAs(thrown);
            } else {
                // Nothing is declared, so that only the protocol's own exception can carry the failure (contract 1.6).
                assertThat(caught)
                        .isInstanceOfSatisfying(
                                TApplicationException.class,
                                failure ->
                                        assertThat(failure.getType()).isEqualTo(TApplicationException.INTERNAL_ERROR));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyKindOfValueArrivesAsItWasSent() {
        return Field.of(VariantValue.class).stream()
                .map(field -> DynamicTest.dynamicTest(field.name(), () -> {
                    var sent = new VariantValue((VariantValue._Fields) field.key(), samples.of(field));
                    var bytes = Loopback.emptyBuffer();
                    sent.write(new TBinaryProtocol(bytes));

                    var received = new VariantValue();
                    received.read(new TBinaryProtocol(bytes));

                    assertThat(received).isEqualTo(sent);
                    assertThat(received.getSetField()).isEqualTo(field.key());
                }));
    }

    private interface Check {
        void run(Service<?> service, Call call) throws Throwable;
    }

    private static Stream<DynamicTest> forEachCall(Check check) {
        return SERVICES.stream()
                .flatMap(service -> Call.of(service.iface()).stream()
                        .map(call -> DynamicTest.dynamicTest(
                                service.name() + ":" + call.name(), () -> check.run(service, call))));
    }

    private static Object invoke(Service<?> service, Handler handler, Call call, Object[] arguments) throws Throwable {
        try {
            return call.method().invoke(service.clientOf(handler), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
