package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods that can't be functions are refused when they are defined, not when they are called. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // methods for reflection, never called
final class AnnotatedFunctionsErrorTest {

    private static AbstractStringAssert<?> refused(Object target) {
        return messageOf(ErrorCode.INVALID_SIGNATURE, () -> AnnotatedFunctions.of(MethodHandles.lookup(), target));
    }

    private static final class Malformed {
        @PluginFunction("f(a: integer")
        void method(long a) {}
    }

    @Test
    void aMalformedSignatureIsReportedWithTheMethod() {
        refused(new Malformed()).contains("Malformed.method(long)").contains("position 13");
    }

    private static final class Fewer {
        @PluginFunction("f(a: integer)")
        void method() {}
    }

    @Test
    void asManyParametersAsInTheSignatureAreWanted() {
        refused(new Fewer()).contains("Fewer.method()").contains("has 1 parameters, the method 0");
    }

    private static final class Mismatch {
        @PluginFunction("f(a: string)")
        void method(long a) {}
    }

    @Test
    void aParameterThatCanNotTakeItsArgumentsIsRefused() {
        refused(new Mismatch()).contains("the parameter 'a: string' doesn't fit the method's, which is a long");
    }

    private static final class UnknownParameter {
        @PluginFunction
        void method(Path path) {}
    }

    @Test
    void aParameterOfATypeThatNobodySendsIsRefused() {
        refused(new UnknownParameter()).contains("java.nio.file.Path is no type that can be sent");
    }

    private static final class UnknownResult {
        @PluginFunction
        Optional<String> method() {
            return Optional.empty();
        }
    }

    @Test
    void aResultThatCanNotBeSentIsRefused() {
        refused(new UnknownResult()).contains("java.util.Optional is no type that can be sent");
    }

    private static final class NoFunctions {}

    @Test
    void anObjectWithoutAnnotatedMethodsIsAMistake() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> AnnotatedFunctions.of(MethodHandles.lookup(), new NoFunctions()))
                .contains("NoFunctions declares no method annotated with @PluginFunction");
    }

    @Test
    void aLookupWithoutTheRightToCallIsRefused() {
        messageOf(
                        ErrorCode.INVALID_SIGNATURE,
                        () -> AnnotatedFunctions.of(MethodHandles.publicLookup(), new Mismatched.Right()))
                .contains("the lookup may not call it; pass MethodHandles.lookup() of the class itself");
    }

    private static final class Mismatched {
        static final class Right {
            @PluginFunction("f(a: integer)")
            private void method(long a) {}
        }
    }

    @Test
    void withoutParameterNamesASignatureIsWanted(@TempDir Path directory) throws Exception {
        CompiledSources sources = new CompiledSources(directory)
                .add(
                        "x.Nameless",
                        "package x; public class Nameless {"
                                + " @io.thriftplugins.PluginFunction public void method(long a) {} }");
        try (CompiledSources.Loader loader = sources.load()) {
            Object target = loader.newInstance("x.Nameless");
            messageOf(ErrorCode.INVALID_SIGNATURE, () -> AnnotatedFunctions.of(MethodHandles.publicLookup(), target))
                    .contains("Nameless.method(long)")
                    .contains("compile with -parameters or give a signature");
        }
    }
}
