package io.thriftplugins;

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
        ParameterOrder order = new ParameterOrder();
        if (!in.accept(")")) {
            do {
                in.skipBlanks();
                int start = in.position();
                FunctionParameter parameter = parameter();
                String problem = order.add(parameter);
                if (problem != null) {
                    throw in.error(start, problem);
                }
                parameters.add(parameter);
            } while (in.accept(","));
            in.expect(")", "',' or ')'");
        }
        ValueType returnType = in.accept(":") ? type() : ValueType.of(DataType.VOID);
        in.expectEnd();
        return new FunctionSignature(name, parameters, returnType);
    }

    private FunctionParameter parameter() {
        int start = in.position();
        boolean variadic = in.accept("...");
        String name = in.name("a parameter name");
        boolean optional = in.accept("?");
        in.expect(":", "':' and a type");
        in.skipBlanks();
        int typeStart = in.position();
        ValueType type = type();
        if (type.type() == DataType.VOID) {
            throw in.error(typeStart, "a parameter can't be void");
        }
        if (in.accept(":=") || in.accept("=") || in.acceptWord("default")) {
            if (variadic) {
                throw in.error(start, "a variadic parameter has no default");
            }
            return new FunctionParameter(name, type, true, literal(type), false);
        }
        return new FunctionParameter(name, type, optional || variadic, null, variadic);
    }

    private ValueType type() {
        in.skipBlanks();
        int start = in.position();
        String word = in.word();
        if (word.isEmpty()) {
            throw in.error(start, "expected a type but found " + in.here());
        }
        DataType type = DataType.byName(word);
        if (type == null) {
            throw in.error(start, "there is no type '" + word + "'; the types are " + DataType.NAMES);
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
        if (type == DataType.VOID && (array || objectName != null)) {
            throw in.error(start, "void stands alone");
        }
        return new ValueType(type, array, objectName);
    }

    /** Reads a default value and converts it to the parameter's type, so that a wrong one is found here. */
    private @Nullable Object literal(ValueType type) {
        in.skipBlanks();
        int start = in.position();
        try {
            if (in.atQuote()) {
                return SignatureLiteral.checked(type, SignatureLiteral.ofText(type, in.quotedText()));
            }
            String word = in.word();
            if (word.isEmpty()) {
                throw in.error(start, "expected a default value but found " + in.here());
            }
            return SignatureLiteral.checked(type, SignatureLiteral.ofWord(type, word));
        } catch (IllegalArgumentException e) {
            throw in.error(start, "the default is " + e.getMessage());
        }
    }
}
