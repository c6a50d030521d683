package io.thriftplugins.typed;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CompiledSources;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RemoteInterface;
import io.thriftplugins.TypedInterface;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What can't be a typed interface")
final class TypedMistakesTest {

    /** Nearly all that can be wrong. */
    @SuppressWarnings("NonApiType") // that is one of the mistakes
    interface Wrong {
        void dates(Date date, List<Map<String, InputStream>> streams);

        ArrayList<String> lists(Stream<String> stream, Object[] fine);

        Inner record(Inner inner);

        Runnable callback(Runnable fine);

        Future<String> future();

        CompletionStage<CompletionStage<String>> nested();

        <T> T generic(T value);

        Thread aClass();

        Shape shape();

        Iterable<String> jdk();

        void overloaded(int value);

        void overloaded(String value);

        void v2Add();

        void sameName(int oneValue, int onevalue);

        void fails() throws Unmakeable;
    }

    /** A record with a mistake deep inside. */
    record Inner(List<Inner> more, Date date) {}

    /** What nobody could implement. */
    sealed interface Shape permits Circle {}

    record Circle() implements Shape {}

    /** An exception without a constructor that could be called. */
    @SuppressWarnings("serial")
    static final class Unmakeable extends Exception {
        Unmakeable(int number) {
            super(String.valueOf(number));
        }
    }

    @Test
    @DisplayName("is told at once, with all that is wrong and what to do")
    void allMistakes() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> TypedInterface.of(Wrong.class))
                .startsWith(Wrong.class.getName() + " can't be a remote interface")
                .contains(
                        "Wrong.dates, parameter 'date': Date can't be sent; use java.time.Instant",
                        "Wrong.dates, parameter 'streams': InputStream can't be sent; use io.thriftplugins.Blob",
                        "Wrong.lists, result: ArrayList<String> can't be sent; use List",
                        "Wrong.lists, parameter 'stream': Stream<String> can't be sent; use List",
                        "Wrong.record, parameter 'inner', component 'date' of Inner: Date can't be sent",
                        "Wrong.record, result, component 'date' of Inner: Date can't be sent",
                        "Wrong.callback, result: Runnable must extend AutoCloseable",
                        "Wrong.future, result: Future<String> can't be sent; a method may return CompletionStage",
                        "Wrong.nested, result: CompletionStage<String> can't be sent; no interface of the JDK can",
                        "Wrong.generic, parameter 'value': the type variable T stands for no type",
                        "Wrong.generic, result: the type variable T stands for no type",
                        "Wrong.aClass, result: Thread can't be sent; use a record",
                        "Wrong.shape, result: Shape can't be sent; it is sealed",
                        "Wrong.jdk, result: Iterable<String> can't be sent; no interface of the JDK can",
                        "several methods would be the function 'overloaded', give all but one another name:"
                                + " [overloaded[int], overloaded[String]]",
                        "Wrong.v2Add: the function's name would be taken for one of another version",
                        "Wrong.sameName: ",
                        "Wrong.fails, exception Unmakeable: it can't be made")
                .doesNotContain("'fine'");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> LocalPeer.of().as(Wrong.class))
                .contains("Wrong.dates");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> new PluginDefinition().export(Wrong.class, null))
                .contains("Wrong.dates");
    }

    /** No methods, a wrong version, a wrong name. */
    @RemoteInterface(name = "Größe", version = 0)
    interface Empty {
        int NUMBER = 1;

        static void help() {}

        default void local() {}

        @Override
        String toString();
    }

    @Test
    @DisplayName("is nothing at all, a class, an annotation, or of a wrong name or version")
    void notEvenAnInterface() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> TypedInterface.of(Empty.class))
                .contains("counts from 1, and is 0", "it has no methods that could be functions");
        for (Class<?> type : List.of(String.class, int.class, RemoteInterface.class, Shape.class, int[].class)) {
            messageOf(ErrorCode.INVALID_ARGUMENT, () -> TypedInterface.of(type))
                    .contains("it is no interface that a class could implement");
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    @DisplayName("is not implemented by anything else")
    void wrongImplementation() {
        TypedInterface raw = TypedInterface.of(Runnable.class);
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> raw.export("text"))
                .isEqualTo("java.lang.String doesn't implement java.lang.Runnable");
    }

    private static final String SOURCE = "package hidden; public interface Shop {"
            + " record Item(String name, int count) {} enum Size { S, L }"
            + " Item buy(Item item, Size size) throws Sold; default int twice() { return 2; }"
            + " static Shop open() { return (item, size) -> { if (item.count() > 1) throw new Sold(size.name());"
            + " return new Item(item.name() + size, 0); }; } }";
    private static final String SOLD = "package hidden; public class Sold extends Exception {"
            + " public Sold(String message) { super(message); } }";

    private static Class<?> load(Path directory, String declarations) throws ClassNotFoundException {
        Path classes = new CompiledSources(directory)
                .add("module-info", "module shop { requires io.thriftplugins.api; " + declarations + " }")
                .add("hidden.Shop", SOURCE)
                .add("hidden.Sold", SOLD)
                .compile();
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("shop"));
        return ModuleLayer.boot()
                .defineModulesWithOneLoader(configuration, Plugin.class.getClassLoader())
                .findLoader("shop")
                .loadClass("hidden.Shop");
    }

    @Test
    @DisplayName("is one whose package is closed; the message says what to open")
    void closedModule(@TempDir Path directory) throws Exception {
        Class<?> shop = load(directory, "");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> TypedInterface.of(shop))
                .contains(
                        "Shop.buy, parameter 'arg0': hidden.Shop$Item is out of reach: its module shop must declare"
                                + " 'opens hidden to io.thriftplugins.api', or 'exports' it",
                        "Shop.buy, exception Sold: hidden.Sold is out of reach",
                        "Shop.twice: as it is a default method, hidden.Shop is out of reach");
    }

    @Test
    @DisplayName("is not one whose package is exported, or opened to the framework (checklist 71)")
    void openModule(@TempDir Path exported, @TempDir Path opened) throws Exception {
        useShop(load(exported, "exports hidden;"));
        useShop(load(opened, "opens hidden to io.thriftplugins.api;"));
    }

    private static <T> void useShop(Class<T> type) throws Exception {
        TypedInterface<T> shop = TypedInterface.of(type);
        assertThat(shop.functions())
                .extracting(FunctionInfo::signature)
                .hasToString("[shop_buy(arg0: map, arg1: string): map]");
        Object item = Map.of("name", "hat", "count", 1L);
        LocalPeer peer =
                new LocalPeer(shop.export(type.cast(type.getMethod("open").invoke(null))));
        assertThat(peer.call("shop_buy", item, "L")).isEqualTo(Map.of("name", "hatL", "count", 0L));
        T proxy = peer.as(type);
        assertThat(type.getMethod("twice").invoke(proxy)).isEqualTo(2);
        assertThat(proxy).hasToString("Shop of the peer");
    }

    @Test
    @DisplayName("is found before anything else happens")
    void nothingIsAdded() {
        PluginDefinition definition = new PluginDefinition();
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> definition.export(Wrong.class, null))
                .isNotEmpty();
        assertThat(definition.functions()).isEmpty();
        Runnable nothing = () -> {};
        definition.export(Runnable.class, nothing);
        assertThat(definition.functions()).hasSize(1);
        messageOf(ErrorCode.DUPLICATE_FUNCTION, () -> definition.export(Runnable.class, nothing))
                .contains("'runnable_run'");
    }
}
