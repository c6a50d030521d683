package io.thriftplugins.e2e.runs;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Host;
import io.thriftplugins.LogLevel;
import io.thriftplugins.MessageRequest;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RemoteObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plugin that tries what it may; {@code tests/python/curious_plugin.py} is the same in Python. */
public final class CuriousPlugin implements Plugin {

    private @Nullable Host host;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("curious").version("1");
        plugin.function("echo(value: any): any", call -> call.get("value"));
        plugin.function("read(path: string): string", call -> Files.readString(Path.of(call.getString("path"))));
        plugin.function("write(path: string)", call -> {
            Files.writeString(Path.of(call.getString("path")), "I was here");
            return null;
        });
        plugin.function("chmod(path: string, mode: integer)", call -> {
            Files.setAttribute(Path.of(call.getString("path")), "unix:mode", (int) call.getLong("mode"));
            return null;
        });
        plugin.function("link(path: string, to: string)", call -> {
            Path unused = Files.createLink(Path.of(call.getString("to")), Path.of(call.getString("path")));
            return null;
        });
        plugin.function("connect(host: string, port: integer)", call -> {
            connect(call.getString("host"), (int) call.getLong("port"));
            return null;
        });
        plugin.function("files(path: string): array", call -> files(Path.of(call.getString("path"))));
        plugin.function("processes(): array", call -> processes());
        plugin.function(
                "spawn(): integer",
                call -> new ProcessBuilder("sleep", "600").start().pid());
        plugin.function("heap(): integer", call -> Runtime.getRuntime().maxMemory());
        plugin.function("config(key: string): any", call -> host().config(call.getString("key")));
        plugin.function("set_config(key: string, value: any)", call -> {
            host().setConfig(call.getString("key"), call.get("value"));
            return null;
        });
        plugin.function("query(text: string): any", call -> host().query(call.getString("text"), Map.of()));
        plugin.function("log(text: string)", call -> {
            host().log(LogLevel.CRITICAL, call.getString("text"));
            return null;
        });
        plugin.function("host_functions(): array", call -> signatures(host().functions()));
        plugin.function("find(name: string): array", call -> signatures(host().findFunctions(call.getString("name"))));
        plugin.function(
                "call_host(name: string, ...arguments: any): any",
                call -> host().call(
                                call.getString("name"),
                                ((List<?>) Objects.requireNonNull(call.get("arguments"))).toArray()));
        plugin.function("serve(service: string): string", call -> serve(call.getString("service")));
        plugin.function("require(service: string)", call -> {
            host().messages().require(call.getString("service"));
            return null;
        });
        plugin.function("use(callback: object): any", call -> {
            try (RemoteObject callback = call.get("callback", RemoteObject.class)) {
                return callback.call("call", 7);
            }
        });
    }

    @Override
    public void start(Host theHost) {
        host = theHost;
    }

    private String serve(String service) {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        ByteBuffer answer = host().messages().call(new MessageRequest(service, "ask", nothing, false, null));
        return StandardCharsets.UTF_8.decode(answer).toString();
    }

    private Host host() {
        return Objects.requireNonNull(host);
    }

    private static void connect(String name, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(name, port), 5000);
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> processes() throws IOException {
        List<String> numbers = files(Path.of("/proc")).stream()
                .filter(name -> name.chars().allMatch(Character::isDigit))
                .toList();
        List<String> commands = new ArrayList<>();
        for (String number : numbers) {
            Path file = Path.of("/proc", number, "cmdline");
            commands.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' '));
        }
        return commands;
    }

    private static List<String> signatures(List<FunctionInfo> functions) {
        return functions.stream()
                .map(function -> function.signature().toString())
                .toList();
    }
}
