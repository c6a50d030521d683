package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connections of a peer")
final class SessionsTest {

    private final Sessions sessions = new Sessions();
    private final AtomicInteger closed = new AtomicInteger();

    /** As a connection does, it ends when it is closed, and says so. */
    private Session session() {
        Session[] self = new Session[1];
        Runnable closing = () -> {
            closed.incrementAndGet();
            end(self[0]);
        };
        self[0] = new Session("peer", "", closing, () -> true, space -> {});
        return self[0];
    }

    private void end(Session session) {
        session.end();
        sessions.remove(session);
    }

    @Test
    @DisplayName("are closed with it")
    void closed() {
        sessions.add(session());
        sessions.add(session());

        sessions.close();

        assertThat(closed).hasValue(2);
        assertThat(sessions.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("that present its token when it has just ended are closed as well (checklist 8)")
    void late() {
        sessions.close();

        sessions.add(session());

        assertThat(closed).hasValue(1);
        assertThat(sessions.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("that end while they present its token are not kept: it would never be looked after")
    void ended() {
        Session session = session();
        sessions.add(session);
        end(session);

        sessions.add(session);

        assertThat(sessions.isEmpty()).isTrue();
        assertThat(closed).hasValue(0);
    }
}
