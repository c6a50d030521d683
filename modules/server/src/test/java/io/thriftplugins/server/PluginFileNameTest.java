package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The patterns of contract 7.3. */
class PluginFileNameTest {

    @ParameterizedTest
    @CsvSource({
        "mail-plugin, mail-plugin, , , ",
        "mail-plugin.jar, mail-plugin, , , ",
        "mail-plugin.py, mail-plugin, , , ",
        "Acme.Plugins.Mail, Acme.Plugins.Mail, , , ",
        "mail-plugin-linux, mail-plugin-linux, , , ",
        "mail-plugin-1.4.2, mail-plugin, 1.4.2, , ",
        "mail-plugin-1.4.2.jar, mail-plugin, 1.4.2, , ",
        "mail-plugin.1.4.2.jar, mail-plugin, 1.4.2, , ",
        "mail-plugin-0.1.0-SNAPSHOT.jar, mail-plugin, 0.1.0-SNAPSHOT, , ",
        "mail-plugin-1.4.2-linux, mail-plugin, 1.4.2, linux, ",
        "mail-plugin-1.4.2-Linux-x64, mail-plugin, 1.4.2, linux, x64",
        "mail-plugin-1.4.2-rc.1-win-arm64.exe, mail-plugin, 1.4.2-rc.1, win, arm64",
        "mail-plugin-v2-1.0.jar, mail-plugin-v2, 1.0, , ",
        "plugin7, plugin7, , , ",
    })
    void tells_name_version_and_machine(
            String file, String name, String version, String platform, String architecture) {
        assertThat(PluginFileName.of(Path.of("somewhere", file)))
                .isEqualTo(new PluginFileName(name, version, platform, architecture));
    }

    @ParameterizedTest
    @CsvSource({
        "1.10.0, 1.9.0, true",
        "1.9.0, 1.10.0, false",
        "1.0.0, 1.0.0, false",
        "1.0.0, 1.0.0-SNAPSHOT, true",
        ", 9.9.9, true",
        "9.9.9, , false",
        ", , false",
        "spring, autumn, true",
    })
    void no_version_is_the_newest(String version, String than, boolean newer) {
        assertThat(PluginFileName.isNewer(version, than)).isEqualTo(newer);
    }

    @Test
    void knows_what_is_for_this_machine() {
        assertThat(new PluginFileName("a", "1.0", "any", "any").fitsThisMachine())
                .isTrue();
        assertThat(new PluginFileName("a", "1.0", null, null).fitsThisMachine()).isTrue();
        assertThat(new PluginFileName("a", "1.0", null, "x64").fitsThisMachine())
                .isNotEqualTo(new PluginFileName("a", "1.0", null, "arm64").fitsThisMachine());
        assertThat(new PluginFileName("a", "1.0", "win", null).fitsThisMachine())
                .isEqualTo(System.getProperty("os.name").startsWith("Windows"));
    }
}
