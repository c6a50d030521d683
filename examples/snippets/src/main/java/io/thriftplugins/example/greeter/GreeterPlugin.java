package io.thriftplugins.example.greeter;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.services.ThriftServices;
import java.util.Map;

/** Offers the service. */
public final class GreeterPlugin implements Plugin {

    private final Map<String, String> greetings = Map.of("Ada", "Good morning", "Bob", "Hi");

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("greeter")
                .version("1.0.0")
                .service(ThriftServices.serve("greeter", (Greeter.Iface) this::greet, Greeter.Processor::new));
    }

    private String greet(String name) throws Unknown {
        if (!greetings.containsKey(name)) {
            throw new Unknown(name);
        }
        return greetings.get(name) + ", " + name + "!";
    }
}
