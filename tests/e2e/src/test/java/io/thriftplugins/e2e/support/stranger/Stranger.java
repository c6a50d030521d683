package io.thriftplugins.e2e.support.stranger;

import io.thriftplugins.PluginException;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;
import io.thriftplugins.thrift.QueryCatPluginException;
import io.thriftplugins.thrift.RegistrationResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's process that knows only the contract. Without {@code --mode}, it registers and says that it is ready, as
 * often as {@code --ready=} says, and runs until it is shut down. {@code --functions=} gives signatures between
 * semicolons, {@code --callback=} another endpoint than where it listens, {@code --print=arguments} prints all.
 *
 * <p>With {@code --mode=commands} it does what the lines of stdin say, with the connection that each begins with, and
 * answers each with a line:
 *
 * <pre>
 * CONNECTION register TOKEN     registered AUTHORIZATION-TOKEN
 * CONNECTION METHOD TOKEN       done
 *                               refused CODE MESSAGE
 * CONNECTION client TOKEN       the same with this project's client, which ends at once
 * </pre>
 */
public final class Stranger {

    private final Map<String, String> options = new HashMap<>();
    private final Map<String, Connection> connections = new HashMap<>();
    private final Service service = new Service();
    private final String host;
    private final String callback;

    private Stranger(String[] arguments) throws IOException {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            options.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        host = options.get("server-endpoint");
        callback = Wire.listen(host, service.processor());
        service.endpoint(callback);
    }

    public static void main(String[] arguments) throws Exception {
        Stranger stranger = new Stranger(arguments);
        if ("commands".equals(stranger.options.get("mode"))) {
            stranger.obey();
        } else {
            stranger.run(arguments);
        }
        System.exit(0);
    }

    private void run(String[] arguments) throws Exception {
        if (options.containsKey("print")) {
            System.out.println(String.join(" ", arguments) + " " + System.getenv());
            System.err.println(String.join(" ", arguments) + " " + System.getenv());
        }
        String token = options.get("token");
        keepSecret(token);
        try {
            Connection connection = new Connection(host);
            RegistrationResult result =
                    connection.register(token, options.getOrDefault("callback", callback), signatures());
            keepSecret(Long.toString(result.getToken()));
            keepSecret(Long.toString(result.getCallback_token()));
            for (int i = Integer.parseInt(options.getOrDefault("ready", "1")); i > 0; i--) {
                connection.ready(result.getToken());
            }
            service.awaitShutdown();
        } catch (QueryCatPluginException e) {
            System.err.println("The host refused: " + e.getError_message());
            System.exit(1);
        }
    }

    private List<String> signatures() {
        return List.of(
                options.getOrDefault("functions", "echo(value: any): any").split(";"));
    }

    /** For the test that looks for it where it must not be. */
    private static void keepSecret(String secret) throws IOException {
        @Nullable String directory = System.getenv("E2E_SECRETS");
        if (directory != null) {
            Files.writeString(Files.createTempFile(Path.of(directory), "stranger", ""), secret);
        }
    }

    private void obey() throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            List<String> words = new ArrayList<>(List.of(line.split(" ")));
            String answer;
            try {
                answer = obey(words.get(0), words.get(1), words.get(2));
            } catch (QueryCatPluginException e) {
                answer = "refused " + e.getError_code() + " " + e.getError_message();
            } catch (PluginException e) {
                answer = "refused " + e.code() + " " + e.getMessage();
            } catch (TException e) {
                answer = "failed " + e;
            }
            System.out.println(answer.replace('\n', ' '));
        }
    }

    private String obey(String name, String method, String token) throws IOException, TException {
        if (method.equals("client")) {
            return startClient(token);
        }
        Connection connection = connections.get(name);
        if (connection == null) {
            connection = new Connection(host);
            connections.put(name, connection);
        }
        if (method.equals("register")) {
            return "registered "
                    + connection.register(token, callback, signatures()).getToken();
        }
        connection.call(method, Long.parseLong(token));
        return "done";
    }

    private String startClient(String token) {
        try (ThriftPluginsClient client = ThriftPluginsClient.builder()
                .plugin(plugin -> plugin.name("nobody"))
                .arguments(ClientArguments.parse("--server-endpoint=" + host, "--token=" + token))
                .build()) {
            client.start();
            return "done, it was not refused";
        }
    }
}
