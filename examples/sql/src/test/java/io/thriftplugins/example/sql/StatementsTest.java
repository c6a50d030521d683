package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementsTest {

    @Test
    void semicolonsInTextsNamesAndCommentsEndNothing() {
        assertThat(Statements.split("select ';', \"a;b\" from t -- one; two\n;select 'it''s;'/* ; \n ; */, 2"))
                .containsExactly("select ';', \"a;b\" from t", "select 'it''s;'     \n     , 2");
    }

    @Test
    void emptyStatementsAreNone() {
        assertThat(Statements.split(" ;; -- nothing\n ; select 1 ; \n")).containsExactly("select 1");
    }

    @Test
    void aTextThatNeverEndsIsLeftToTheParser() {
        assertThat(Statements.split("select 'a; b")).containsExactly("select 'a", "b");
    }

    @Test
    void manyLinesNeedNoStack() {
        String lines = "select 'a' -- b\n".repeat(100_000);

        assertThat(Statements.split(lines)).hasSize(1);
    }
}
