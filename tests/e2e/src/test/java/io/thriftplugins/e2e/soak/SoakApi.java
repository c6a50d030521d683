package io.thriftplugins.e2e.soak;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongUnaryOperator;

/** What plugins export. */
public interface SoakApi {

    Reply ask(long id, Question question);

    CompletionStage<Long> later(long id);

    long fold(long id, List<Long> numbers, LongUnaryOperator function);

    /** A question. */
    record Question(String text, List<Integer> numbers, Optional<Mood> mood) {}

    /** Its answer. */
    record Reply(long id, Question question) {}

    /** How it is asked. */
    enum Mood {
        CALM,
        URGENT
    }
}
