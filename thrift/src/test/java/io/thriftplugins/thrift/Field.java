package io.thriftplugins.thrift;

import java.util.List;
import java.util.Map;
import org.apache.thrift.TBase;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.TFieldRequirementType;
import org.apache.thrift.meta_data.EnumMetaData;
import org.apache.thrift.meta_data.FieldMetaData;
import org.apache.thrift.meta_data.FieldValueMetaData;
import org.apache.thrift.meta_data.ListMetaData;
import org.apache.thrift.meta_data.MapMetaData;
import org.apache.thrift.meta_data.SetMetaData;
import org.apache.thrift.meta_data.StructMetaData;
import org.apache.thrift.protocol.TType;

/** One field of a struct, or one argument of a method, as the stub itself describes it. */
record Field(TFieldIdEnum key, FieldMetaData meta) {

    /** The fields of a stub, in the order of the IDL. */
    static List<Field> of(Class<? extends TBase<?, ?>> struct) {
        try {
            var fields = (Map<?, ?>) struct.getField("metaDataMap").get(struct);
            return fields.entrySet().stream()
                    .map(entry -> new Field((TFieldIdEnum) entry.getKey(), (FieldMetaData) entry.getValue()))
                    .toList();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(struct + " is not a stub of a struct", e);
        }
    }

    int id() {
        return key.getThriftFieldId();
    }

    String name() {
        return meta.fieldName;
    }

    String type() {
        return typeName(meta.valueMetaData);
    }

    /** R for required, O for optional, D for default, as in the contract. */
    char requiredness() {
        return switch (meta.requirementType) {
            case TFieldRequirementType.REQUIRED -> 'R';
            case TFieldRequirementType.OPTIONAL -> 'O';
            default -> 'D';
        };
    }

    /** The line of the contract's tables, without the struct's name. */
    @Override
    public String toString() {
        return id() + " " + name() + " " + type() + " " + requiredness();
    }

    private static String typeName(FieldValueMetaData type) {
        if (type instanceof EnumMetaData e) {
            return e.enumClass.getSimpleName();
        } else if (type instanceof StructMetaData s) {
            return s.structClass.getSimpleName();
        } else if (type instanceof ListMetaData l) {
            return "list<" + typeName(l.elemMetaData) + ">";
        } else if (type instanceof SetMetaData s) {
            return "set<" + typeName(s.elemMetaData) + ">";
        } else if (type instanceof MapMetaData m) {
            return "map<" + typeName(m.keyMetaData) + "," + typeName(m.valueMetaData) + ">";
        }
        return switch (type.type) {
            case TType.BOOL -> "bool";
            case TType.DOUBLE -> "double";
            case TType.I32 -> "i32";
            case TType.I64 -> "i64";
            case TType.STRING -> type.isBinary() ? "binary" : "string";
            default -> throw new AssertionError("the contract has no type of code " + type.type);
        };
    }
}
