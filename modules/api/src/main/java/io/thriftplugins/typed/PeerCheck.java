package io.thriftplugins.typed;

import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionCaller;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionParameter;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.Host;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the functions that an interface wants with those that the other side has. */
final class PeerCheck {

    private PeerCheck() {}

    /** What the functions' names begin with; those of an object are its own anyway. */
    static String prefix(InterfaceModel model, FunctionCaller peer) {
        return peer instanceof RemoteObject ? "" : model.name().prefix();
    }

    static String describe(FunctionCaller peer) {
        if (peer instanceof PluginHandle plugin) {
            return "plugin '" + plugin.name() + "'";
        }
        return peer instanceof Host ? "the host" : peer.toString();
    }

    /**
     * Fails unless all fits.
     *
     * @throws PluginException that tells all that doesn't
     */
    static void check(InterfaceModel model, FunctionCaller peer) {
        String prefix = prefix(model, peer);
        Map<String, FunctionSignature> there = new HashMap<>();
        for (FunctionInfo function : peer.functions()) {
            there.put(function.signature().wireName(), function.signature());
        }
        List<String> problems = new ArrayList<>();
        for (MethodModel method : model.methods()) {
            FunctionSignature wanted = method.signature(prefix);
            FunctionSignature found = there.get(wanted.wireName());
            String problem = found == null ? "is not there" : problem(wanted, found);
            if (problem != null) {
                problems.add("'" + wanted + "' " + problem);
            }
        }
        if (!problems.isEmpty()) {
            Set<Integer> versions = Versions.among(model, there.keySet());
            String versionsTold = versions.isEmpty() || versions.contains(model.version())
                    ? ""
                    : "it has version " + versions + " of '" + model.baseName() + "', and version " + model.version()
                            + " is wanted; ";
            throw new PluginException(
                    ErrorCode.INTERFACE_MISMATCH,
                    model.type().getName() + " doesn't fit " + describe(peer) + ": " + versionsTold
                            + String.join("; ", problems));
        }
    }

    private static @Nullable String problem(FunctionSignature wanted, FunctionSignature found) {
        List<FunctionParameter> sent = wanted.parameters();
        List<FunctionParameter> taken = found.parameters();
        for (int i = 0; i < Math.max(sent.size(), taken.size()); i++) {
            if (i >= taken.size()) {
                return "has no parameter for '" + sent.get(i).name() + "': it is " + found;
            } else if (i >= sent.size()) {
                if (!taken.get(i).optional()) {
                    return "needs '" + taken.get(i) + "', too: it is " + found;
                }
            } else if (sent.get(i).variadic() != taken.get(i).variadic()
                    || !fits(sent.get(i).type(), taken.get(i).type())) {
                return "has the parameter '" + taken.get(i) + "' instead of '" + sent.get(i) + "'";
            }
        }
        boolean answers = wanted.returnType().type() == DataType.VOID || fits(found.returnType(), wanted.returnType());
        return answers ? null : "returns " + found.returnType();
    }

    /** Whether values of one type can be taken for those of another, as far as types can tell. */
    static boolean fits(ValueType from, ValueType to) {
        boolean list = isList(from);
        if (isAnything(from) || isAnything(to)) {
            return true;
        } else if (list != isList(to)) {
            return false;
        } else if (list && from.array() && to.array()) {
            return fits(element(from), element(to));
        } else if (list) {
            return true;
        } else if (from.type() == DataType.OBJECT && to.type() == DataType.OBJECT) {
            return from.objectName() == null
                    || to.objectName() == null
                    || from.objectName().equalsIgnoreCase(to.objectName());
        }
        return from.type() == to.type()
                // As calls convert them.
                || (from.type() == DataType.INTEGER && (to.type() == DataType.FLOAT || to.type() == DataType.NUMERIC))
                // A blob is an object, and peers of the contract may say so.
                || isBlob(from, to)
                || isBlob(to, from);
    }

    private static boolean isBlob(ValueType blob, ValueType object) {
        return blob.type() == DataType.BLOB && object.type() == DataType.OBJECT && object.objectName() == null;
    }

    private static boolean isAnything(ValueType type) {
        return type.type() == DataType.ANY && !type.array();
    }

    private static boolean isList(ValueType type) {
        return type.array() || type.type() == DataType.ARRAY;
    }

    private static ValueType element(ValueType type) {
        return new ValueType(type.type(), false, type.objectName());
    }
}
