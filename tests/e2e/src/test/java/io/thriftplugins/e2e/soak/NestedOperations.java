package io.thriftplugins.e2e.soak;

import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Probe;
import java.util.Objects;

/** Calls that call back, and calls of the plugin's own service. */
final class NestedOperations {

    private static final int DEEPEST = 5;

    private NestedOperations() {}

    static Result nested(OneCall call) {
        long depth = call.number(DEEPEST);
        Object levels = call.call("nest", depth);
        call.check(Objects.equals(levels, depth), levels + " levels, not " + depth);
        return Result.ANSWERED;
    }

    static Result hostRefuses(OneCall call) {
        String message = String.valueOf(call.call("refused"));
        call.check(message.contains("refused " + call.id()), "the host's failure was " + message);
        return Result.ANSWERED;
    }

    static Result setting(OneCall call) {
        Object setting = call.call("setting");
        call.check(Objects.equals(setting, "setting " + call.id()), "got " + setting);
        return Result.ANSWERED;
    }

    static Result service(OneCall call) throws Exception {
        String text = Long.toString(call.id());
        String echo =
                ThriftServices.client(call.plugin(), "probe", Probe.Client::new).<String>call(c -> c.echo(text));
        call.check(text.equals(echo), "got " + echo);
        return Result.ANSWERED;
    }
}
