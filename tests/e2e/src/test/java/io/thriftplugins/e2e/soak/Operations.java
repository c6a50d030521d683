package io.thriftplugins.e2e.soak;

import java.util.ArrayList;
import java.util.List;

/** What each kind of plugin can do. An operation that stands here several times happens the more often. */
final class Operations {

    /** What every peer of the contract that we wrote can do. */
    private static final List<Operation> CONTRACT = List.of(
            new Operation("values", ValueOperations::mirror),
            new Operation("values", ValueOperations::mirror),
            new Operation("values async", ValueOperations::async),
            new Operation("error", ValueOperations::error),
            new Operation("unknown function", ValueOperations::unknownFunction),
            new Operation("deadline", GivingUpOperations::deadline),
            new Operation("deadline, close", GivingUpOperations::closeDeadline),
            new Operation("cancel", GivingUpOperations::cancel),
            new Operation("interrupt", GivingUpOperations::interrupt),
            new Operation("nested", NestedOperations::nested));

    private static final List<Operation> JAVA = plus(
            CONTRACT,
            new Operation("values, large", ValueOperations::large),
            new Operation("too large", ValueOperations::tooLarge),
            new Operation("wrong argument", ValueOperations::wrongArgument),
            new Operation("blob", ObjectOperations::blob),
            new Operation("blob to plugin", ObjectOperations::blobToPlugin),
            new Operation("rows", ObjectOperations::rows),
            new Operation("rows to plugin", ObjectOperations::rowsToPlugin),
            new Operation("callback", ObjectOperations::callback),
            new Operation("typed", ObjectOperations::typed),
            new Operation("host refuses", NestedOperations::hostRefuses),
            new Operation("setting and log", NestedOperations::setting));

    private Operations() {}

    static List<Operation> of(Kind kind) {
        return switch (kind) {
            case JAR, IN_HOST -> JAVA;
            case MAIN -> plus(JAVA, new Operation("own service", NestedOperations::service));
            case PYTHON -> CONTRACT;
            case NODE ->
                List.of(
                        new Operation("foreign values", ForeignOperations::slugify),
                        new Operation("foreign blob", ForeignOperations::gzip));
            case GO ->
                List.of(
                        new Operation("foreign values", ForeignOperations::sha256),
                        new Operation("foreign blob", ForeignOperations::file),
                        new Operation("foreign rows", ForeignOperations::files));
        };
    }

    private static List<Operation> plus(List<Operation> some, Operation... more) {
        List<Operation> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
