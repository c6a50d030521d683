package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableCallsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select * from words(upper('x'))         | select * from table(words(upper('x')))
            select * from WORDS ( f(g('x')) ) w     | select * from table(WORDS ( f(g('x')) )) w
            select * from p.words('a')              | select * from table(p.words('a'))
            select * from "p-q"."words"(')')        | select * from table("p-q"."words"(')'))
            from words('1'), words('2') where f(x)  | from table(words('1')), table(words('2')) where f(x)
            from words((select a from words('b')))  | from table(words((select a from table(words('b')))))
            from TABLE (words(f('x')))              | from TABLE (words(f('x')))
            select 'words(' from swords(1)          | select 'words(' from swords(1)
            from words('never closed'               | from words('never closed'
            """)
    void callsOfTablesAreWrapped(String sql, String wrapped) {
        assertThat(TableCalls.wrap(sql, "words"::equalsIgnoreCase)).isEqualTo(wrapped);
    }
}
