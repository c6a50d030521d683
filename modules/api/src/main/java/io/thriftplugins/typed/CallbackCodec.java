package io.thriftplugins.typed;

import io.thriftplugins.DataType;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ValueType;
import org.jspecify.annotations.Nullable;

/** An interface: its implementation stays where it is, and the other side gets a proxy. */
final class CallbackCodec implements Codec {

    private final InterfaceModel model;

    CallbackCodec(InterfaceModel model) {
        this.model = model;
    }

    /** The type of an object in signatures, which tells interfaces and their versions apart. */
    static ValueType wire(InterfaceName name) {
        return new ValueType(DataType.OBJECT, false, name.text());
    }

    @Override
    public ValueType wire() {
        return wire(model.name());
    }

    @Override
    public @Nullable Object encode(@Nullable Object value) {
        if (value == null) {
            return null;
        } else if (!model.type().isInstance(value)) {
            throw new MappingException(
                    value.getClass().getSimpleName() + " where " + model.type().getSimpleName() + " is wanted");
        }
        // One of the other side's own, or of a third, needs no object in between.
        RemoteObject remote = RemoteCalls.remoteObject(value, model.type());
        return remote != null ? remote : Exported.object(model, value);
    }

    @Override
    public @Nullable Object decode(@Nullable Object value, Received received) {
        if (value == null) {
            return null;
        } else if (!(value instanceof RemoteObject remote)) {
            throw new MappingException(value.getClass().getSimpleName() + " where "
                    + model.type().getSimpleName() + " is wanted, as an object with functions");
        } else {
            received.add(remote, model.isCloseable());
            return RemoteCalls.proxy(model, remote, null);
        }
    }
}
