package io.thriftplugins.e2e.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TType;

/** Small messages that announce something enormous. */
final class Bombs {

    private static final int DEEP = 100_000;

    private static final int[] HUGE = {Integer.MAX_VALUE, Integer.MAX_VALUE - 8, 1 << 28, 1 << 24, -1, Integer.MIN_VALUE
    };

    private Bombs() {}

    /** All of them, with lengths in front. */
    static List<byte[]> all(String service, SplittableRandom random) throws TException {
        List<byte[]> bombs = new ArrayList<>();
        for (int size : HUGE) {
            bombs.add(announcing(service, size, random.nextBoolean()));
            bombs.add(new byte[] {(byte) (size >> 24), (byte) (size >> 16), (byte) (size >> 8), (byte) size, 1, 2, 3});
        }
        for (byte type : new byte[] {TType.LIST, TType.MAP, TType.STRUCT, TType.SET}) {
            bombs.add(nested(service, type, (short) 7777));
        }
        bombs.add(nested(service, TType.STRUCT, (short) 3));
        bombs.add(nestedValues(service));
        bombs.add(wideMap(service));
        return bombs;
    }

    private static TBinaryProtocol begin(Message message, String service) throws TException {
        message.protocol().writeMessageBegin(new TMessage(service + ":CallFunction", TMessageType.CALL, 1));
        return message.protocol();
    }

    /** Arguments, of which there are a huge number, or a text of huge length. */
    private static byte[] announcing(String service, int size, boolean text) throws TException {
        Message message = new Message();
        TBinaryProtocol out = begin(message, service);
        if (text) {
            out.writeFieldBegin(new TField("", TType.STRING, (short) 2));
            out.writeI32(size);
        } else {
            out.writeFieldBegin(new TField("", TType.STRUCT, (short) 3));
            out.writeFieldBegin(new TField("", TType.LIST, (short) 2));
            out.writeListBegin(new TList(TType.STRUCT, size));
        }
        return message.framed();
    }

    /** A field within a field within a field. */
    private static byte[] nested(String service, byte type, short id) throws TException {
        Message message = new Message();
        TBinaryProtocol out = begin(message, service);
        out.writeFieldBegin(new TField("", type, id));
        for (int i = 0; i < DEEP; i++) {
            switch (type) {
                case TType.STRUCT -> out.writeFieldBegin(new TField("", type, id));
                case TType.MAP -> out.writeMapBegin(new TMap(type, type, 1));
                default -> out.writeListBegin(new TList(type, 1));
            }
        }
        return message.framed();
    }

    /** Lists of values within each other. */
    private static byte[] nestedValues(String service) throws TException {
        Message message = new Message();
        TBinaryProtocol out = begin(message, service);
        out.writeFieldBegin(new TField("", TType.STRUCT, (short) 3));
        out.writeFieldBegin(new TField("", TType.LIST, (short) 2));
        for (int i = 0; i < DEEP; i++) {
            out.writeListBegin(new TList(TType.STRUCT, 1));
            out.writeFieldBegin(new TField("", TType.LIST, (short) 11));
        }
        return message.framed();
    }

    /** A map whose keys, lists of two texts, have all the same hash code. */
    private static byte[] wideMap(String service) throws TException {
        int entries = 50_000;
        Message message = new Message();
        TBinaryProtocol out = begin(message, service);
        out.writeFieldBegin(new TField("", TType.I64, (short) 1));
        out.writeI64(1);
        out.writeFieldBegin(new TField("", TType.STRING, (short) 2));
        out.writeString("ECHO");
        out.writeFieldBegin(new TField("", TType.STRUCT, (short) 3));
        out.writeFieldBegin(new TField("", TType.MAP, (short) 1));
        out.writeMapBegin(new TMap(TType.STRING, TType.STRUCT, 0));
        out.writeFieldBegin(new TField("", TType.LIST, (short) 2));
        out.writeListBegin(new TList(TType.STRUCT, 1));
        out.writeFieldBegin(new TField("", TType.MAP, (short) 12));
        out.writeMapBegin(new TMap(TType.STRUCT, TType.STRUCT, entries));
        for (int i = 0; i < entries; i++) {
            out.writeFieldBegin(new TField("", TType.LIST, (short) 11));
            out.writeListBegin(new TList(TType.STRUCT, 16));
            for (int bit = 0; bit < 16; bit++) {
                out.writeFieldBegin(new TField("", TType.STRING, (short) 3));
                out.writeString((i >> bit & 1) == 0 ? "Aa" : "BB");
                out.writeFieldStop();
            }
            out.writeFieldStop();
            out.writeFieldBegin(new TField("", TType.BOOL, (short) 1));
            out.writeBool(true);
            out.writeFieldStop();
        }
        out.writeFieldStop();
        out.writeFieldStop();
        out.writeFieldStop();
        return message.framed();
    }
}
