package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers send (contract 5.4), and values that are nested or announced beyond measure. */
final class ForeignValuesTest {

    private static final String INTEGER_5 = "0a0002 0000000000000005";
    private static final String STRING_A = "0b0003 00000001 61";
    private static final String OBJECT = "0c0009 080001 00000008 080002 00000001 0b0003 00000000 00";

    @Test
    @DisplayName("an empty union is null (checklist 25)")
    void emptyUnionIsNull() throws TException {
        assertThat(Encoded.read("00")).isNull();
    }

    @Test
    @DisplayName("the presence of isNull says null, whatever its value (checklist 25)")
    void presenceOfIsNullIsNull() throws TException {
        assertThat(Encoded.read("020001 01 00")).isNull();
        assertThat(Encoded.read("020001 00 00")).isNull();
        assertThat(Encoded.read(INTEGER_5 + "020001 00 00")).isNull();
    }

    @Test
    void ofSeveralFieldsTheLowestIdCountsInAnyOrder() throws TException {
        assertThat(Encoded.read(INTEGER_5 + STRING_A + "00")).isEqualTo(5L);
        assertThat(Encoded.read(STRING_A + INTEGER_5 + "00")).isEqualTo(5L);
        assertThat(Encoded.read(OBJECT + INTEGER_5 + "00")).isEqualTo(5L);
    }

    @Test
    void unknownFieldsAndThoseOfAnotherTypeAreSkipped() throws TException {
        assertThat(Encoded.read("0b0063 00000001 61" + INTEGER_5 + "00")).isEqualTo(5L);
        assertThat(Encoded.read("0b0002 00000001 61" + STRING_A + "00")).isEqualTo("a");
        assertThat(Encoded.read("080002 00000005 00")).isNull();
        assertThat(Encoded.read("0affff 0000000000000001 00")).isNull();
    }

    @Test
    void objectsAreRefusedAndTheRestOfTheMessageIsStillInOrder() {
        assertThatThrownBy(() -> Encoded.read(OBJECT + "00"))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
    }

    @Test
    void decimalsMayLackTheirPartsAndHaveMore() throws TException {
        assertThat(Encoded.read("0c0007 00 00")).hasToString("0");
        assertThat(Encoded.read("0c0007 080002 1dcd6500 00 00")).hasToString("0.5");
        assertThat(Encoded.read("0c0007 0b0009 00000000 0a0001 ffffffffffffffff 00 00"))
                .hasToString("-1");
    }

    @Test
    void timestampsThatNoInstantHoldsAreRefused() {
        assertThatThrownBy(() -> Encoded.read("0a0005 7fffffffffffffff 00"))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("timestamp");
    }

    @Test
    void emptyContainersMayNameAnyElementType() throws TException {
        assertThat(Encoded.read("0f000b 00 00000000 00")).isEqualTo(List.of());
        assertThat(Encoded.read("0d000c 0000 00000000 00")).isEqualTo(java.util.Map.of());
    }

    @Test
    @DisplayName("huge sizes without content are refused (checklist 54)")
    void hugeSizesAreRefused() {
        assertUnreadable("0f000b 0c 7fffffff 00");
        assertUnreadable("0f000b 0c ffffffff 00");
        assertUnreadable("0d000c 0c0c 7fffffff 00");
        assertUnreadable("0b0003 7fffffff 61 00");
        assertUnreadable("0b0003 ffffffff 61 00");
        // In a field that is skipped.
        assertUnreadable("0f0063 0c 7fffffff 00");
        assertUnreadable("0e0063 02 7fffffff 00");
        assertUnreadable("0b0063 7fffffff 61 00");
    }

    /** Libthrift's skipping goes back by that many bytes: here to the begin of the field. */
    @Test
    @DisplayName("negative lengths of what is skipped don't lead back (checklist 52)")
    @Timeout(10)
    void negativeLengthsAreRefused() {
        assertUnreadable("0b0063 fffffff9 000000");
        assertUnreadable("0c0063 0b0063 fffffff9 00 00");
    }

    /** Each list announces as many elements as the message has bytes left; that must not be allocated for each. */
    @Test
    @DisplayName("lists within lists that announce the same bytes (checklist 54)")
    void nestedAnnouncementsAreNotAllocated() throws TException {
        FrameProtocol message = Encoded.protocol(ScriptedConnection.bytes(
                "0f000b 0c 00080000 ".repeat(Encoded.MAX_DEPTH) + "63".repeat(0x80000 + 8 * Encoded.MAX_DEPTH)));
        // What is loaded for the first time is not counted.
        assertThatThrownBy(() -> new ValueCodec(message, Encoded.MAX_DEPTH).read())
                .isInstanceOf(TException.class);
        message.buffer().window(0, message.buffer().end());
        long before = Allocation.ofThisThread();

        assertThatThrownBy(() -> new ValueCodec(message, Encoded.MAX_DEPTH).read())
                .isInstanceOf(TException.class);
        assertThat(Allocation.ofThisThread() - before).isLessThan(1 << 20);
    }

    @Test
    @DisplayName("nesting ends at the limit, which is named, in both directions (checklist 53)")
    void depthIsLimited() throws TException {
        assertThat(Encoded.roundTrip(nested(Encoded.MAX_DEPTH))).isEqualTo(nested(Encoded.MAX_DEPTH));

        assertTooDeep(() -> Encoded.write(nested(Encoded.MAX_DEPTH + 1)));
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertTooDeep(() -> Encoded.write(itself));
        assertTooDeep(() -> Encoded.read("0f000b 0c 00000001 ".repeat(Encoded.MAX_DEPTH + 1) + "00".repeat(20)));
        assertTooDeep(() -> Encoded.read("0d000c 0c0c 00000001 ".repeat(Encoded.MAX_DEPTH + 1) + "00".repeat(40)));
    }

    @Test
    @DisplayName("unknown fields are not followed into any depth (checklist 53)")
    void depthOfWhatIsSkippedIsLimited() {
        assertUnreadable("0c0063 ".repeat(100_000) + "00".repeat(100_001));
    }

    /** The number of elements stands before them: the peer would read the wrong number. */
    @Test
    void aCollectionThatChangesMeanwhileIsAnError() {
        List<Object> shrinking = new AbstractList<>() {
            @Override
            public Object get(int index) {
                return index;
            }

            @Override
            public int size() {
                return 3;
            }

            @Override
            public Iterator<Object> iterator() {
                return List.<Object>of(1, 2).iterator();
            }
        };

        assertThatThrownBy(() -> Encoded.write(shrinking))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("changed while it was being sent");
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static void assertUnreadable(String hex) {
        assertThatThrownBy(() -> Encoded.read(hex)).as(hex).isInstanceOf(TException.class);
    }

    private static void assertTooDeep(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .hasMessageContaining("maxDepth = " + Encoded.MAX_DEPTH);
    }
}
