package io.thriftplugins.example.files;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes over a file; values are converted only if they are asked for. */
interface Records extends Closeable {

    /** Goes to the next record; false if there is none. */
    boolean next() throws IOException;

    /** A value of the current record, of its column's type. */
    @Nullable
    Object value(int column);
}
