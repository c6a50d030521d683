package io.thriftplugins.example.snippets;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginFunction;
import java.lang.invoke.MethodHandles;
import java.util.Locale;

/** Greets whom it is told to. */
public final class GreetingPlugin implements Plugin {

    private String user = "";

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("greeting")
                .version("1.0.0")
                .function("greet(name: string = 'you'): string", call -> "Hello " + call.getString("name"))
                .functions(MethodHandles.lookup(), this);
    }

    @PluginFunction("shout(text: string, times: integer = 1): string")
    String shout(String text, int times) {
        return (user + ": " + text.toUpperCase(Locale.ROOT) + "! ")
                .repeat(times)
                .strip();
    }

    @Override
    public void start(Host host) {
        // The host can be called from here on, by functions too.
        user = String.valueOf(host.call("user_name"));
    }
}
