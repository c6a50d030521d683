package io.thriftplugins;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recursive descent over the grammar in {@link FunctionSignature}. Used once for one text. */
final class SignatureParser {

    private final SignatureScanner in;

    SignatureParser(String text) {
        this.in = new SignatureScanner(text);
    }

    FunctionSignature parse() {
        String name = in.name("a function name");
        in.expect("(");
        List<FunctionParameter> parameters = new ArrayList<>();
        if (!in.accept(")")) {
            do {
                parameter(parameters);
            } while (in.accept(","));
            in.expect(")");
        }
        ValueType returnType = in.accept(":") ? type() : ValueType.of(DataType.VOID);
        in.expectEnd();
        return new FunctionSignature(name, parameters, returnType);
    }

    private void parameter(List<FunctionParameter> before) {
        in.skipBlanks();
        int start = in.position();
        boolean variadic = in.accept("...");
        String name = in.name("a parameter name");
        if (!before.isEmpty() && before.get(before.size() - 1).variadic()) {
            throw in.error(start, "the variadic parameter must be the last one");
        }
        for (FunctionParameter other : before) {
            if (other.name().equalsIgnoreCase(name)) {
                throw in.error(start, "there are two parameters '" + name + "'");
            }
        }
        boolean optional = in.accept("?");
        in.expect(":", "':' and a type");
        int typeStart = in.position();
        ValueType type = type();
        if (type.type() == DataType.VOID) {
            throw in.error(typeStart, "a parameter can't be void");
        }
        if (in.accept(":=") || in.accept("=") || in.acceptWord("default")) {
            if (variadic) {
                throw in.error(start, "a variadic parameter has no default");
            }
            before.add(new FunctionParameter(name, type, true, literal(type), false));
        } else {
            before.add(new FunctionParameter(name, type, optional || variadic, null, variadic));
        }
    }

    private ValueType type() {
        in.skipBlanks();
        int start = in.position();
        String word = in.word();
        DataType type = DataType.byName(word);
        if (type == null) {
            throw in.error(start, word.isEmpty() ? "expected a type" : "there is no type '" + word + "'");
        }
        String objectName = null;
        if (in.accept("<")) {
            objectName = in.name("a type's name");
            in.expect(">");
        }
        boolean array = in.accept("[");
        if (array) {
            in.expect("]");
        }
        return new ValueType(type, array, objectName);
    }

    /** Reads a default value and converts it to the parameter's type, so that a wrong one is found here. */
    private @Nullable Object literal(ValueType type) {
        in.skipBlanks();
        int start = in.position();
        Object value = in.atQuote() ? in.quotedText() : bareLiteral(start, in.word());
        try {
            return ArgumentBinder.convert(type, value);
        } catch (IllegalArgumentException e) {
            throw in.error(start, "the default is " + e.getMessage());
        }
    }

    private @Nullable Object bareLiteral(int start, String word) {
        switch (word.toLowerCase(java.util.Locale.ROOT)) {
            case "true":
                return Boolean.TRUE;
            case "false":
                return Boolean.FALSE;
            case "null":
                return null;
            default:
                break;
        }
        try {
            return word.matches("[+-]?[0-9]+") ? (Object) Long.valueOf(word) : number(word);
        } catch (NumberFormatException e) {
            throw in.error(start, "expected a number, a quoted text, true, false or null");
        }
    }

    private static Object number(String word) {
        BigDecimal exact = new BigDecimal(word);
        return exact.doubleValue();
    }
}
