/** A plugin that reads CSV and JSON lines. It is written against the API alone and brings FastCSV and Jackson along. */
@org.jspecify.annotations.NullMarked
module io.thriftplugins.example.files {
    requires static org.jspecify;
    requires io.thriftplugins.api;
    requires com.fasterxml.jackson.core;
    requires de.siegmar.fastcsv;

    provides io.thriftplugins.Plugin with
            io.thriftplugins.example.files.FilePlugin;
}
