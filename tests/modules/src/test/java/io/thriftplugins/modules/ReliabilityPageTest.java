package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page says which tests cover a number, the tests say which numbers they cover: both have to say the same. */
@DisplayName("docs/reliability.md")
class ReliabilityPageTest {

    private static final Path ROOT = Path.of(System.getProperty("thriftplugins.root"));
    private static final int NUMBERS = 75;

    /** A row's number, and its column of tests. */
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\| ([A-Z ]+) \\|$");

    private static final Pattern TEST = Pattern.compile("`([\\w/]+)`");

    /** What stands after the word, such as "21, 25" or "51 to 56 and 59". */
    private static final Pattern COVERED = Pattern.compile("checklist (\\d+(?:(?: to |-|, and |, | and )\\d+)*)");

    private static final Pattern RANGE = Pattern.compile("(\\d+)(?:(?: to |-)(\\d+))?");

    private static final Map<Integer, List<String>> PAGE = new TreeMap<>();
    private static List<Path> sources = List.of();

    @BeforeAll
    static void read() throws IOException {
        for (String line : Files.readAllLines(ROOT.resolve("docs/reliability.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                List<String> tests = TEST.matcher(row.group(2))
                        .results()
                        .map(test -> test.group(1))
                        .toList();
                assertThat(PAGE.put(Integer.valueOf(row.group(1)), tests))
                        .as("a second row for %s", row.group(1))
                        .isNull();
            }
        }
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    @Test
    @DisplayName("has a row with tests for each number of the checklist")
    void complete() {
        assertThat(PAGE.keySet())
                .isEqualTo(IntStream.rangeClosed(1, NUMBERS).boxed().collect(Collectors.toCollection(TreeSet::new)));
        assertThat(PAGE.values()).allSatisfy(tests -> assertThat(tests).isNotEmpty());
    }

    @Test
    @DisplayName("names tests that exist and say that they cover the number")
    void testsAgree() throws IOException {
        List<String> faults = new ArrayList<>();
        for (var row : PAGE.entrySet()) {
            for (String test : row.getValue()) {
                List<Path> files = sources.stream()
                        .filter(file -> file.endsWith(test + ".java"))
                        .toList();
                if (files.size() != 1) {
                    faults.add(row.getKey() + ": there are " + files.size() + " classes " + test);
                } else if (!covered(files.get(0)).contains(row.getKey())) {
                    faults.add(row.getKey() + ": " + test + " doesn't mention it");
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static Set<Integer> covered(Path file) throws IOException {
        // A text that goes over several lines, in code or in a comment, is one.
        String text = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("\\n\\s*\\*?\\s*", " ");
        Set<Integer> numbers = new TreeSet<>();
        for (MatchResult covered : COVERED.matcher(text).results().toList()) {
            RANGE.matcher(covered.group(1)).results().forEach(range -> {
                int first = Integer.parseInt(range.group(1));
                int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
                IntStream.rangeClosed(first, last).forEach(numbers::add);
            });
        }
        return numbers;
    }
}
