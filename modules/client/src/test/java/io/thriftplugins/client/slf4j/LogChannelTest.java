package io.thriftplugins.client.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogChannelTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<String> host = new CopyOnWriteArrayList<>();
    private final LogChannel channel = new LogChannel(record -> console.add(record.level() + " " + record.message()));
    private final Logger logger = new RemoteLoggerFactory(channel).getLogger("org.example.Shop");

    @Test
    void sends_level_short_name_and_formatted_text() {
        channel.minimum(LogLevel.TRACE);
        RemoteLog.Attachment attachment = attach();

        logger.trace("one {}", 1);
        logger.debug("two {} {}", 1, 2);
        logger.info("three {} {} {}", 1, null, new int[] {3});
        logger.warn("no argument {}");
        logger.error("plain");
        logger.atInfo().addKeyValue("user", "x").log("fluent");
        new RemoteLoggerFactory(channel).getLogger("ends.with.").info("dot");

        assertThat(attachment.close(LONG)).isTrue();
        assertThat(host)
                .containsExactly(
                        "TRACE Shop: one 1",
                        "DEBUG Shop: two 1 2",
                        "INFORMATION Shop: three 1 null [3]",
                        "WARNING Shop: no argument {}",
                        "ERROR Shop: plain",
                        "INFORMATION Shop: user=x fluent",
                        "INFORMATION ends.with.: dot");
        assertThat(console).isEmpty();
    }

    @Test
    void appends_the_stack_of_a_throwable() {
        RemoteLog.Attachment attachment = attach();

        logger.error("failed for {}", "x", new IllegalStateException("outer", new ArithmeticException("inner")));

        attachment.close(LONG);
        assertThat(host)
                .singleElement()
                .asString()
                .startsWith("ERROR Shop: failed for x\njava.lang.IllegalStateException: outer\n\tat ")
                .contains("Caused by: java.lang.ArithmeticException: inner")
                .doesNotEndWith("\n");
    }

    @Test
    void sends_nothing_below_the_minimum_level() {
        RemoteLog.Attachment attachment = attach();
        channel.minimum(LogLevel.WARNING);
        logger.info("no");
        logger.warn("yes");
        assertThat(logger.isInfoEnabled()).isFalse();
        assertThat(logger.isWarnEnabled()).isTrue();
        channel.minimum(LogLevel.NONE);
        logger.error("never");
        assertThat(logger.isErrorEnabled()).isFalse();

        attachment.close(LONG);
        assertThat(host).containsExactly("WARNING Shop: yes");
    }

    @Test
    void keeps_messages_until_a_sink_is_attached_but_prints_errors() {
        logger.info("early one");
        logger.error("early error");
        logger.debug("not enabled");
        logger.warn("early two");

        RemoteLog.Attachment attachment = attach();
        logger.info("later");

        attachment.close(LONG);
        assertThat(host)
                .containsExactly("INFORMATION Shop: early one", "WARNING Shop: early two", "INFORMATION Shop: later");
        assertThat(console).containsExactly("ERROR Shop: early error");
    }

    @Test
    void drops_early_messages_that_the_host_does_not_want() {
        logger.info("early");
        channel.minimum(LogLevel.WARNING);

        attach().close(LONG);
        assertThat(host).isEmpty();
        assertThat(console).isEmpty();
    }

    @Test
    void prints_what_exceeds_the_buffer() {
        IntStream.rangeClosed(1, LogChannel.MAX_EARLY + 1).forEach(i -> logger.info("{}", i));

        assertThat(console).containsExactly("INFORMATION Shop: " + (LogChannel.MAX_EARLY + 1));
        attach().close(LONG);
        assertThat(host).hasSize(LogChannel.MAX_EARLY);
    }

    @Test
    void prints_what_was_kept_if_no_sink_ever_comes() {
        logger.info("kept");
        channel.end(LONG);
        logger.info("too late to keep");

        assertThat(console).containsExactly("INFORMATION Shop: kept", "INFORMATION Shop: too late to keep");
    }

    @Test
    void prints_once_the_sink_is_gone() {
        RemoteLog.Attachment attachment = attach();
        logger.info("sent");
        attachment.close(LONG);
        logger.info("printed");

        assertThat(host).containsExactly("INFORMATION Shop: sent");
        assertThat(console).containsExactly("INFORMATION Shop: printed");
    }

    @Test
    void sends_to_the_latest_sink() {
        List<String> second = new CopyOnWriteArrayList<>();
        RemoteLog.Attachment first = attach();
        logger.info("to the first");
        RemoteLog.Attachment next = channel.attach((level, message) -> second.add(message));
        logger.info("to the second");
        first.close(LONG);
        logger.info("still to the second");
        next.close(LONG);

        assertThat(host).containsExactly("INFORMATION Shop: to the first");
        assertThat(second).containsExactly("Shop: to the second", "Shop: still to the second");
        assertThat(console).isEmpty();
    }

    @Test
    void loses_and_repeats_nothing_when_many_threads_log_while_a_sink_is_attached() throws Exception {
        int each = 2000;
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            Thread thread = new Thread(() -> IntStream.range(0, each).forEach(i -> logger.info("{} {}", number, i)));
            threads.add(thread);
            thread.start();
        }
        RemoteLog.Attachment attachment = attach();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(attachment.close(LONG)).isTrue();

        List<String> all = new ArrayList<>(host);
        all.addAll(console); // what came before the sink and exceeded the buffer
        assertThat(all).hasSize(4 * each).doesNotHaveDuplicates();
        for (int t = 0; t < 4; t++) {
            String prefix = "INFORMATION Shop: " + t + " ";
            assertThat(host.stream()
                            .filter(m -> m.startsWith(prefix))
                            .map(m -> Integer.parseInt(m.substring(prefix.length()))))
                    .as("the order of each thread")
                    .isSorted();
        }
    }

    @Test
    void cuts_what_no_frame_should_carry() {
        RemoteLog.Attachment attachment = attach();
        logger.info("x".repeat(LogRecord.MAX_LENGTH + 100));

        attachment.close(LONG);
        assertThat(host).singleElement().asString().endsWith("x... (106 characters more)");
    }

    private RemoteLog.Attachment attach() {
        return channel.attach((level, message) -> host.add(level + " " + message));
    }
}
