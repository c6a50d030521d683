package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real data, more than 100,000 rows; what is expected is reckoned here from the file. */
class LargeFileTest {

    @TempDir
    private static Path directory;

    private static TestSession session;
    private static List<String[]> lines;
    private static String offsets;

    @BeforeAll
    static void open() throws Exception {
        Data.make(directory);
        Path file = directory.resolve("offsets.csv");
        lines = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        offsets = "csv('" + file + "')";
        session = new TestSession(Installed.files());
    }

    @AfterAll
    static void close() throws SQLException {
        session.close();
    }

    @Test
    void thereAreMoreThanAHundredThousandRows() throws SQLException {
        assertThat(lines).hasSizeGreaterThan(100_000);
        assertThat(session.rows("select count(*) from " + offsets)).containsExactly(List.of((long) lines.size()));
    }

    @Test
    void aggregatesOfAllRows() throws SQLException {
        BigDecimal sum = lines.stream().map(line -> new BigDecimal(line[2])).reduce(BigDecimal.ZERO, BigDecimal::add);
        long zones = lines.stream().map(line -> line[0]).distinct().count();

        List<Object> row = session.rows("select sum(utc_offset), count(distinct zone) from " + offsets)
                .get(0);

        assertThat((BigDecimal) row.get(0)).isEqualByComparingTo(sum);
        assertThat(row.get(1)).isEqualTo(zones);
    }

    @Test
    void groupsOfFilteredRows() throws SQLException {
        Map<String, Long> expected = new TreeMap<>();
        lines.stream()
                .filter(line -> line[3].equals("true") && line[1].compareTo("2010") >= 0)
                .forEach(line -> expected.merge(line[0], 1L, Long::sum));

        List<List<Object>> rows = session.rows("select zone, count(*) from " + offsets
                + " where daylight_saving and starts >= timestamp '2010-01-01 00:00:00' group by zone order by zone");

        assertThat(rows)
                .isEqualTo(expected.entrySet().stream()
                        .map(entry -> List.<Object>of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    @Test
    void aLimitStopsThePlugin() throws SQLException {
        assertThat(session.rows("select zone from " + offsets + " limit 10")).hasSize(10);

        List<List<Object>> readings = session.rows("select records from readings() where most = 10");
        assertThat((long) readings.get(0).get(0)).isLessThan(1000);
    }
}
