package io.thriftplugins.rpc;

import io.thriftplugins.ObjectKind;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;

/**
 * What the wire says of an object (contract 3, {@code ObjectValue}).
 *
 * @param kind the kind; {@code NONE} if it is missing
 * @param handle its number in its owner's table; negative if it is missing
 * @param name its name for people
 */
record ObjectReference(ObjectKind kind, int handle, String name) {

    static ObjectReference read(FrameProtocol in) throws TException {
        StructReader fields = new StructReader(in);
        ObjectKind kind = ObjectKind.NONE;
        int handle = -1;
        String name = "";
        while (fields.next()) {
            if (fields.is(1, TType.I32)) {
                kind = ObjectKind.of(in.readI32());
            } else if (fields.is(2, TType.I32)) {
                handle = in.readI32();
            } else if (fields.is(3, TType.STRING)) {
                name = in.readString();
            } else {
                fields.skip();
            }
        }
        return new ObjectReference(kind, handle, name);
    }

    void write(FrameProtocol out) throws TException {
        out.field(TType.I32, 1);
        out.writeI32(kind.number());
        out.field(TType.I32, 2);
        out.writeI32(handle);
        out.stringField(3, name);
        out.writeByte(TType.STOP);
    }

    /** Whether it stands for an object at all. */
    boolean exists() {
        return kind != ObjectKind.NONE && handle >= 0;
    }
}
