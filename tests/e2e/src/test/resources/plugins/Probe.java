package probe;

import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.Host;
import io.thriftplugins.LogLevel;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a plugin sees of the world, and starts in all the wrong ways; see the system property "probe.start". */
public final class Probe implements Plugin {

    private static final int FLOOD = 100 << 20;

    private final CountDownLatch flooding = new CountDownLatch(2);
    private volatile Host host;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("probe").version("1.2.3").metadata("kind", "test");
        plugin.function("add(a: integer, b: integer): integer", call -> call.getLong("a") + call.getLong("b"));
        plugin.function("environment(): map", call -> System.getenv());
        plugin.function("directory(): string", call -> Path.of("").toAbsolutePath().toString());
        plugin.function("pid(): integer", call -> ProcessHandle.current().pid());
        plugin.function("arguments(): array", call ->
                List.of(Files.readString(Path.of("/proc/self/cmdline")).split("\0")));
        plugin.function("log(logger: string, message: string)", call -> {
            Logger logger = LoggerFactory.getLogger(call.getString("logger"));
            logger.trace("trace {}", call.getString("message"));
            logger.debug("debug {}", call.getString("message"));
            logger.info("info {}", call.getString("message"));
            logger.warn("warn {}", call.getString("message"));
            logger.error("error {}", call.getString("message"), new IOException("with a cause"));
            return null;
        });
        plugin.function("log_critical(message: string)", call -> {
            host.log(LogLevel.CRITICAL, call.getString("message"));
            return null;
        });
        plugin.function("print(text: string)", call -> {
            System.out.println(call.getString("text"));
            System.err.println(call.getString("text"));
            return null;
        });
        plugin.function("config(key: string): any", call -> host.config(call.getString("key")));
        plugin.function("set_config(key: string, value: any)", call -> {
            host.setConfig(call.getString("key"), call.get("value"));
            return null;
        });
        plugin.function("query(text: string, number: any): any", call -> {
            Object number = call.get("number");
            return host.query(call.getString("text"), number == null ? Map.of() : Map.of("number", number));
        });
        plugin.function("host_functions(): array", call -> signatures(host.functions()));
        plugin.function("find(name: string): array", call -> signatures(host.findFunctions(call.getString("name"))));
        plugin.function("call_host(name: string, ...arguments: any): any", call ->
                host.call(call.getString("name"), ((List<?>) call.get("arguments")).toArray()));
        plugin.function("add_function(signature: string)", call -> {
            host.addFunction(FunctionDefinition.of(call.getString("signature"), "added", added -> "added"));
            return null;
        });
        plugin.function("host_version(): string", call -> host.version() + "/" + host.minLogLevel());
        plugin.function("spawn(): integer", call -> spawn());
        plugin.function("fail(message: string)", call -> {
            throw new IOException(call.getString("message"), new IllegalStateException("the cause"));
        });
        plugin.function("await_flood(): boolean", call -> {
            flooding.await();
            return true;
        });
    }

    private static List<String> signatures(List<io.thriftplugins.FunctionInfo> functions) {
        return functions.stream().map(function -> function.signature().toString()).toList();
    }

    @Override
    public void start(Host host) throws Exception {
        this.host = host;
        keepSecret();
        switch (System.getProperty("probe.start", "normal")) {
            case "meet" -> host.call("meet");
            case "fail" -> throw new IOException("the database is missing");
            case "exit" -> System.exit(7);
            case "wait" -> new CountDownLatch(1).await();
            case "spawn-and-wait" -> {
                host.call("spawned", spawn());
                new CountDownLatch(1).await();
            }
            case "tell-all" -> tellAll();
            case "flood" -> {
                flood(FileDescriptor.out);
                flood(FileDescriptor.err);
            }
            default -> LoggerFactory.getLogger(Probe.class).debug("started");
        }
    }

    @Override
    public void stop() {
        LoggerFactory.getLogger(Probe.class).info("stopped");
    }

    private static long spawn() throws IOException {
        return new ProcessBuilder("sleep", "1000").start().pid();
    }

    /** For the test that looks for it where it must not be. */
    private static void keepSecret() throws IOException {
        String directory = System.getenv("E2E_SECRETS");
        if (directory != null) {
            Files.writeString(Files.createTempFile(Path.of(directory), "probe", ""), System.getenv("THRIFT_PLUGINS_TOKEN"));
        }
    }

    private static void tellAll() throws IOException {
        Logger logger = LoggerFactory.getLogger(Probe.class);
        String all = System.getenv() + " " + Files.readString(Path.of("/proc/self/cmdline")).replace('\0', ' ');
        System.out.println(all);
        System.err.println(all);
        logger.info("My environment and arguments: {}", all);
        // With the token on the border of two pieces of a long line.
        String token = System.getenv("THRIFT_PLUGINS_TOKEN");
        for (int before : new int[] {8191, 8192 - 63, 8192 - 32}) {
            System.out.println("x".repeat(before) + token);
            System.err.println("x".repeat(before) + token);
        }
    }

    private void flood(FileDescriptor descriptor) {
        byte[] chunk = new byte[1 << 16];
        Arrays.fill(chunk, (byte) 'x');
        AtomicInteger left = new AtomicInteger(FLOOD / chunk.length);
        Thread thread = new Thread(() -> {
            try (OutputStream stream = new FileOutputStream(descriptor)) {
                while (left.getAndDecrement() > 0) {
                    stream.write(chunk);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } finally {
                flooding.countDown();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
