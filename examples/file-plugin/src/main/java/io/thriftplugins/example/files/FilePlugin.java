package io.thriftplugins.example.files;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The plugin: files as row sets that read no more of a file than is asked for. */
public final class FilePlugin implements Plugin {

    private final Readings readings = new Readings();

    /** For {@link java.util.ServiceLoader}. */
    public FilePlugin() {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("files")
                .version("1.0.0")
                .function(
                        "csv(path: string, columns: string = '', delimiter: string = ',', header: boolean = true):"
                                + " object<IRowsInput>",
                        "The rows of a CSV file; columns declares types, as in 'zip string, since timestamp'",
                        call -> FileTable.of(
                                CsvFile.of(
                                        path(call.getString("path")),
                                        DeclaredColumns.parse(call.getString("columns")),
                                        CsvFile.delimiter(call.getString("delimiter")),
                                        call.getBoolean("header")),
                                readings))
                .function(
                        "jsonl(path: string, columns: string = ''): object<IRowsInput>",
                        "The objects in the lines of a file; columns declares types, as in 'id string'",
                        call -> FileTable.of(
                                JsonFile.of(
                                        path(call.getString("path")), DeclaredColumns.parse(call.getString("columns"))),
                                readings))
                .function(
                        "file_text(path: string): string",
                        "All that is in a text file",
                        call -> Files.readString(path(call.getString("path"))))
                .function(
                        "readings(): object<IRowsInput>",
                        "What this plugin was asked to read so far, and how much of it it read",
                        call -> readings.asRowSet());
    }

    private static Path path(String text) {
        Path path = Path.of(text);
        if (!Files.isRegularFile(path)) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, Files.exists(path) ? path + " is no file" : "There is no file " + path);
        }
        return path;
    }
}
