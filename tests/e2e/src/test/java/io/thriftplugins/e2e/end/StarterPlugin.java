package io.thriftplugins.e2e.end;

import io.thriftplugins.FunctionCall;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** A plugin that starts programs, which inherit its environment. */
public final class StarterPlugin implements Plugin {

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("starter").version("1").function("start(words: array): integer", StarterPlugin::start);
    }

    private static long start(FunctionCall call) throws IOException {
        List<String> words = ((List<?>) call.get("words", List.class))
                .stream().map(String::valueOf).toList();
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File("/dev/null"))
                .start()
                .pid();
    }
}
