package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That the steps work, {@code OtherMachineTest} shows with two machines, and {@code TlsTest} with files of keys. */
@DisplayName("The program in docs/tls.md")
class TlsPageTest {

    @Test
    @DisplayName("is that of this module to the letter")
    void shown() throws IOException {
        assertThat(PageJar.page("tls.md")).contains(PageJar.programs("tls/RemotePluginHost"));
    }
}
