package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReader;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What others can see shows no Thrift type, and nothing that they can't see (checklist 74)")
class VisibleTypesTest {

    private static final List<String> FORBIDDEN =
            List.of("org.apache.thrift", "io.thriftplugins.thrift", "io.thriftplugins.rpc");

    @ParameterizedTest
    @ValueSource(strings = {"api", "server", "client"})
    void exportedPackages(String name) throws Exception {
        String module = Artifacts.OURS + name;
        List<String> packages = Artifacts.module(module).descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .toList();
        List<Class<?>> types = classes(module).stream()
                .filter(type -> packages.contains(type.getPackageName()))
                .filter(VisibleTypesTest::isVisible)
                .toList();

        assertThat(types)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(mentioned(type)).noneMatch(VisibleTypesTest::isForbidden));
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport.pipe", "transport.socket"})
    @DisplayName("A transport exports nothing, but those who get its objects don't meet Thrift either")
    void transports(String name) throws Exception {
        List<Class<?>> types = classes(Artifacts.OURS + name);

        assertThat(types)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(mentioned(type)).noneMatch(VisibleTypesTest::isForbidden));
    }

    @Test
    @DisplayName("This test would notice")
    void notices() throws Exception {
        assertThat(classes("io.thriftplugins.thrift"))
                .isNotEmpty()
                .anySatisfy(type -> assertThat(mentioned(type)).anyMatch(VisibleTypesTest::isForbidden));
        assertThat(mentioned(Sample.class))
                .anyMatch(text -> text.contains("Supplier<java.lang.Thread>"))
                .anyMatch(text -> text.contains("List<java.lang.Process>"))
                .anyMatch(text -> text.contains("InterruptedException"));
    }

    interface Sample extends Supplier<Thread> {
        List<Process> processes() throws InterruptedException;
    }

    private static boolean isForbidden(String text) {
        return FORBIDDEN.stream().anyMatch(text::contains);
    }

    private static boolean isVisible(Class<?> type) {
        boolean visible = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return visible && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    /** The types in the signatures that others can use, in words. */
    private static List<String> mentioned(Class<?> type) {
        List<String> texts = new ArrayList<>();
        texts.add(type.toGenericString());
        Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(Type::getTypeName)
                .forEach(texts::add);
        Arrays.stream(type.getAnnotations()).map(Object::toString).forEach(texts::add);
        Stream.<Executable[]>of(type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .filter(member -> isOpen(member.getModifiers()))
                .map(Executable::toGenericString)
                .map(text -> text.replace(type.getName(), ""))
                .forEach(texts::add);
        Arrays.stream(type.getDeclaredFields())
                .filter(field -> isOpen(field.getModifiers()))
                .map(Field::toGenericString)
                .forEach(texts::add);
        if (type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::toString)
                    .forEach(texts::add);
        }
        return texts;
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static List<Class<?>> classes(String module) throws IOException, ClassNotFoundException {
        try (ModuleReader reader = Artifacts.module(module).open();
                Stream<String> names = reader.list()) {
            List<Class<?>> classes = new ArrayList<>();
            for (String name : names.filter(name -> name.endsWith(".class")).toList()) {
                String type = name.substring(0, name.length() - ".class".length());
                if (!type.endsWith("-info")) {
                    classes.add(Class.forName(type.replace('/', '.'), false, VisibleTypesTest.class.getClassLoader()));
                }
            }
            return classes;
        }
    }
}
