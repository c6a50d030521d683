package io.thriftplugins.cli;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionParameter;
import io.thriftplugins.PluginHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a plugin told about itself, for people and for programs. */
final class PluginReport {

    private static final String NONE = "(none)";

    private PluginReport() {}

    static String text(PluginHandle plugin) {
        List<String> lines = new ArrayList<>();
        lines.add("Name:      " + name(plugin));
        lines.add("Version:   " + (plugin.version().isBlank() ? NONE : plugin.version()));
        plugin.metadata().forEach((key, value) -> lines.add("Metadata:  " + key + " = " + JsonPrinter.print(value)));
        lines.add("Functions:" + (plugin.functions().isEmpty() ? " " + NONE : ""));
        for (FunctionInfo function : plugin.functions()) {
            lines.add("  " + function.signature());
            if (!function.description().isBlank()) {
                lines.add("      " + function.description().strip().replaceAll("\\R", "\n      "));
            }
        }
        return String.join(System.lineSeparator(), lines);
    }

    static String json(PluginHandle plugin) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("name", name(plugin));
        report.put("version", plugin.version());
        report.put("metadata", plugin.metadata());
        report.put(
                "functions", plugin.functions().stream().map(PluginReport::of).toList());
        return JsonPrinter.printIndented(report);
    }

    /** The signatures of all functions, in one line. */
    static String functions(PluginHandle plugin) {
        return plugin.functions().isEmpty()
                ? "it has no functions"
                : plugin.functions().stream()
                        .map(function -> function.signature().toString())
                        .collect(Collectors.joining("; ", "it has: ", ""));
    }

    /** The name that it gave itself, or else the file's. */
    static String name(PluginHandle plugin) {
        return plugin.reportedName().isBlank() ? plugin.name() : plugin.reportedName();
    }

    private static Map<String, @Nullable Object> of(FunctionInfo function) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("name", function.name());
        report.put("signature", function.signature().toString());
        report.put("description", function.description());
        report.put(
                "parameters",
                function.signature().parameters().stream().map(PluginReport::of).toList());
        report.put("returns", function.signature().returnType().toString());
        report.put("aggregate", function.aggregate());
        report.put("safe", function.safe());
        return report;
    }

    private static Map<String, @Nullable Object> of(FunctionParameter parameter) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("name", parameter.name());
        report.put("type", parameter.type().toString());
        report.put("optional", parameter.optional());
        report.put("default", parameter.defaultValue());
        report.put("variadic", parameter.variadic());
        return report;
    }
}
