package io.thriftplugins.benchmarks;

import io.thriftplugins.DataType;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import io.thriftplugins.client.ThriftPluginsClient;
import java.util.Locale;

/** A plugin with as many rows as one likes: an integer, a float, and a string of ten characters. */
public final class RowPeer implements Plugin {

    private static final String[] TEXTS = new String[1024];

    static {
        for (int i = 0; i < TEXTS.length; i++) {
            TEXTS[i] = String.format(Locale.ROOT, "text-%05d", i);
        }
    }

    private RowPeer() {}

    /** Runs the peer. */
    public static void main(String[] args) {
        System.exit(ThriftPluginsClient.run(new RowPeer(), args));
    }

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("rows").version("1").function("rows(count: integer): object<IRowsInput>", call -> {
            long count = call.getLong("count");
            return RowSet.builder("rows")
                    .column("id", DataType.INTEGER)
                    .column("ratio", DataType.FLOAT)
                    .column("text", DataType.STRING)
                    .source(query -> new Rows(count))
                    .build();
        });
    }

    @SuppressWarnings("try") // closing does nothing
    private static final class Rows implements RowSource {

        private final long count;
        private long next;

        Rows(long count) {
            this.count = count;
        }

        @Override
        public boolean next(RowWriter row) {
            if (next == count) {
                return false;
            }
            row.setLong(0, next);
            row.setDouble(1, next * 0.5);
            row.setString(2, TEXTS[(int) next & (TEXTS.length - 1)]);
            next++;
            return true;
        }
    }
}
