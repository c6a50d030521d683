package io.thriftplugins.example.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180) in UTF-8. An empty field is null.
 *
 * @param path where it is
 * @param delimiter what separates fields
 * @param header whether its first line names the columns; otherwise they are c1, c2 and so on
 * @param columns the columns
 */
record CsvFile(Path path, char delimiter, boolean header, List<Column> columns) implements TableFile {

    static CsvFile of(Path path, DeclaredColumns declared, char delimiter, boolean header) throws IOException {
        Map<String, @Nullable DataType> types = new LinkedHashMap<>();
        try (CsvReader<CsvRecord> reader = reader(path, delimiter);
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            List<String> names = new ArrayList<>();
            for (int row = 0; row <= SAMPLE && records.hasNext(); row++) {
                List<String> fields = records.next().getFields();
                if (row == 0) {
                    for (int i = 0; i < fields.size(); i++) {
                        names.add(header ? fields.get(i).strip() : "c" + (i + 1));
                    }
                    names.forEach(name -> types.put(name, null));
                    if (header) {
                        continue;
                    }
                }
                for (int i = 0; i < fields.size(); i++) {
                    if (!fields.get(i).isEmpty()) {
                        types.put(names.get(i), CellType.widen(types.get(names.get(i)), fields.get(i)));
                    }
                }
            }
            if (types.size() < names.size()) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        path + " names a column twice: " + names
                                + "; correct the file, or read it with header => false");
            }
        } catch (CsvParseException e) {
            throw broken(path, e);
        }
        Map<String, DataType> found = new LinkedHashMap<>();
        types.forEach((name, type) -> found.put(name, type == null ? DataType.STRING : type));
        return new CsvFile(path, delimiter, header, declared.over(found));
    }

    /** The delimiter; a tab may be written as {@code \t}. */
    static char delimiter(String text) {
        String one = text.equals("\\t") ? "\t" : text;
        if (one.length() != 1) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The delimiter '" + text + "' should be one character, or \\t for a tab");
        }
        return one.charAt(0);
    }

    private static CsvReader<CsvRecord> reader(Path path, char delimiter) throws IOException {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .detectBomHeader(true)
                .ofCsvRecord(path);
    }

    private static PluginException broken(Path path, CsvParseException e) {
        return new PluginException(ErrorCode.INVALID_ARGUMENT, path + " is no proper CSV file: " + e.getMessage(), e);
    }

    @Override
    public Records open() throws IOException {
        CsvReader<CsvRecord> reader = reader(path, delimiter);
        CloseableIterator<CsvRecord> records = reader.iterator();
        if (header && records.hasNext()) {
            records.next();
        }
        return new Rows(reader, records);
    }

    private final class Rows implements Records {

        private final CsvReader<CsvRecord> reader;
        private final CloseableIterator<CsvRecord> records;
        private @Nullable CsvRecord current;

        Rows(CsvReader<CsvRecord> reader, CloseableIterator<CsvRecord> records) {
            this.reader = reader;
            this.records = records;
        }

        @Override
        public boolean next() {
            try {
                current = records.hasNext() ? records.next() : null;
                return current != null;
            } catch (CsvParseException e) {
                throw broken(path, e);
            }
        }

        @Override
        public @Nullable Object value(int column) {
            if (current == null) {
                throw new IllegalStateException("There is no current record");
            }
            String text = current.getField(column);
            if (text.isEmpty()) {
                return null;
            }
            Column wanted = columns.get(column);
            try {
                return CellType.value(text, wanted.type());
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        path.getFileName() + ", line " + current.getStartingLineNumber() + ": '" + text
                                + "' in the column '" + wanted.name() + "' is no "
                                + wanted.type().typeName() + "; declare another type, as in columns => '"
                                + wanted.name() + " string'",
                        e);
            }
        }

        @Override
        public void close() throws IOException {
            records.close();
            reader.close();
        }
    }
}
