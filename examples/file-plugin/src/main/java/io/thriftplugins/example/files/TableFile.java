package io.thriftplugins.example.files;

import io.thriftplugins.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file with rows, of whatever format. */
interface TableFile {

    /** So many records are looked at to tell the columns' types. */
    int SAMPLE = 1000;

    Path path();

    List<Column> columns();

    /** Begins to read it. */
    Records open() throws IOException;
}
