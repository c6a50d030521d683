package io.thriftplugins.example.sql;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.PluginHandle;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Tells which functions there are. */
final class FunctionList {

    private FunctionList() {}

    /** Prints a line for each function, with the plugin's name before it where that is needed. */
    static void print(List<PluginHandle> plugins, Map<String, List<String>> shared, PrintWriter out) {
        for (PluginHandle plugin : plugins) {
            out.println(plugin.name() + " " + plugin.version());
            for (FunctionInfo function : plugin.functions()) {
                String kind = PluginSchema.isRowSet(function) ? "table" : "value";
                if (!PluginSchema.isRowSet(function) && !PluginSchema.isScalar(function)) {
                    kind = "-";
                }
                String prefix = shared.containsKey(function.name()) ? "\"" + plugin.name() + "\"." : "";
                out.printf("  %-5s  %s%s%n", kind, prefix, function.signature());
                if (!function.description().isEmpty()) {
                    out.println("         " + function.description());
                }
            }
        }
    }
}
