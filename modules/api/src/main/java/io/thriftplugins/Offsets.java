package io.thriftplugins;

/** Checks where a blob is read or written. */
final class Offsets {

    private Offsets() {}

    static long check(long offset) {
        if (offset < 0) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "A blob's bytes are counted from 0; " + offset + " is no offset");
        }
        return offset;
    }

    /** Writing leaves no gap. */
    static void checkWrite(long offset, long length) {
        if (check(offset) > length) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The blob has " + length + " bytes; writing at " + offset + " would leave a gap");
        }
    }
}
