import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Writes data to try SQL with: how clocks were set in all time zones, from the IANA time zone database, which is in the
 * public domain (https://www.iana.org/time-zones). The JDK brings its own copy, so this needs no network:
 *
 * <pre>java TimeZones.java DIRECTORY</pre>
 *
 * <p>It makes {@code offsets.csv}, a row for each zone and month from 2000 to 2025, nearly 190,000 in all, and
 * {@code zones.jsonl}, a line for each zone.
 */
final class TimeZones {

    private static final int FROM = 2000;
    private static final int TO = 2025;
    private static final BigDecimal SECONDS_OF_HOUR = BigDecimal.valueOf(3600);

    private TimeZones() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        try (PrintWriter offsets = new PrintWriter(Files.newBufferedWriter(directory.resolve("offsets.csv")));
                PrintWriter zones = new PrintWriter(Files.newBufferedWriter(directory.resolve("zones.jsonl")))) {
            offsets.println("zone,starts,utc_offset,daylight_saving");
            for (String zone : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
                ZoneRules rules = ZoneId.of(zone).getRules();
                for (int month = 0; month < (TO - FROM + 1) * 12; month++) {
                    LocalDate day = LocalDate.of(FROM, 1, 1).plusMonths(month);
                    Instant start = day.atStartOfDay().toInstant(ZoneOffset.UTC);
                    offsets.printf(
                            "%s,%s,%s,%s%n",
                            zone, start, hours(rules.getOffset(start)), rules.isDaylightSavings(start));
                }
                zones.println(describe(zone, rules));
            }
        }
    }

    /** Hours may have a fraction: India is 5.50 ahead, Nepal 5.75. */
    private static String hours(ZoneOffset offset) {
        return BigDecimal.valueOf(offset.getTotalSeconds())
                .divide(SECONDS_OF_HOUR, 2, RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private static String describe(String zone, ZoneRules rules) {
        int slash = zone.indexOf('/');
        return String.format(
                Locale.ROOT,
                "{\"zone\": \"%s\", \"region\": %s, \"city\": \"%s\", \"changes\": %d, \"still_changes\": %b}",
                zone,
                slash < 0 ? "null" : "\"" + zone.substring(0, slash) + "\"",
                zone.substring(zone.lastIndexOf('/') + 1).replace('_', ' '),
                rules.getTransitions().size(),
                !rules.getTransitionRules().isEmpty());
    }
}
