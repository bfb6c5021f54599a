package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How long the texts of records may be, in bytes of UTF-8. In {@code images} and {@code labels} a record with a longer text
 * is refused and becomes a dead letter; on the other topics it is passed over, as all that cannot be decoded.
 */
public final class TextLimits {
    /** An image's id, which is the record's key, too. */
    public static final int ID = 1024;

    /** Where an image came from, or who says what its label is. */
    public static final int SOURCE = 4096;

    /** Every other text of every record: who decided and why, what a processor says of itself, a setting. */
    public static final int ANY = 64 * 1024;

    /** A UTF-16 unit takes at most three bytes; a pair of them takes four. */
    private static final int MOST_BYTES_OF_CHAR = 3;

    private TextLimits() {}

    /**
     * Returns normally if the text takes at most so many bytes of UTF-8.
     *
     * @param what names the text in the message, such as {@code image id}
     * @throws UndecodableRecordException when it takes more
     */
    public static void check(String what, String text, int most) {
        if (text.length() <= most / MOST_BYTES_OF_CHAR) {
            return;
        }
        var bytes = text.getBytes(UTF_8).length;
        if (bytes > most) {
            throw new UndecodableRecordException(
                    what + " must have at most " + most + " bytes of UTF-8 but had " + bytes);
        }
    }
}
