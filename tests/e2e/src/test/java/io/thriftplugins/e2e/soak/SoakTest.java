package io.thriftplugins.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.WarnLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** For as long as {@code -Dsoak.minutes} says, 10 by default; {@code -Dsoak.seed} repeats the choices of a run. */
@Tag("soak")
@EnabledOnOs(value = OS.LINUX, disabledReason = "Looks into /proc, and freezes processes")
@DisplayName("After everything at random for a time")
final class SoakTest {

    private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "10"));
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

    /** A heap in which a leak has no room, and none of what the JDK keeps as long as there is room. */
    private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:SoftRefLRUPolicyMSPerMB=0");

    /** More than all the patience that there is at the end. */
    private static final Duration TO_END = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    @TempDir
    private Path temporary;

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    @DisplayName("every call is accounted for, and nothing is left (checklist 40, 42, 44, 45)")
    void everything() throws Exception {
        List<String> options = new ArrayList<>(WarnLog.OPTIONS);
        options.addAll(OPTIONS);
        String kinds = System.getProperty("soak.kinds");
        if (kinds != null) {
            options.add("-Dsoak.kinds=" + kinds);
        }
        List<String> command = Jvm.command(Soak.class, options);
        Duration time = Duration.ofSeconds(Math.round(MINUTES * 60));
        command.addAll(List.of(directory.toString(), Long.toString(time.toSeconds()), Long.toString(SEED)));

        Jvm.Outcome outcome = Jvm.run(temporary, command, time.plus(TO_END));

        System.out.println(outcome.stdout());
        assertThat(outcome.exitCode())
                .as(() -> outcome.stdout() + "\n" + outcome.stderr())
                .isZero();
        assertThat(outcome.stderr())
                .as("complaints of the host itself; its plugins' own are in other loggers")
                .doesNotContain("ERROR io.thriftplugins");
        assertThat(temporary).isEmptyDirectory();
    }
}
