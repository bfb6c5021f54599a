package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A refused record as it is written to the dead letters: its key, its value and its headers, byte for byte, with {@link
 * DeadLetterHeaders}.
 *
 * <p>A record may be larger than the dead letters take: its topic may take more, and the headers that say why it is dead
 * need room. Then the dead letter leaves out what does not fit: first the original's headers, then its value, then its
 * key. A header says so for each, with the size.
 */
public final class DeadLetter {
    /** The name of the header with the number of the original's headers, where they were left out, in decimal. */
    public static final String OMITTED_HEADERS = "glyphstream.dead-letter.omitted-headers";

    /** The name of the header with the size of the original's value in bytes, where it was left out, in decimal. */
    public static final String OMITTED_VALUE = "glyphstream.dead-letter.omitted-value-bytes";

    /** The name of the header with the size of the original's key in bytes, where it was left out, in decimal. */
    public static final String OMITTED_KEY = "glyphstream.dead-letter.omitted-key-bytes";

    /**
     * The most bytes that key, value and headers take together. Kafka's producers and brokers take a record of 1 MiB
     * unless told otherwise; 256 bytes of it are for the frame of the record and of its batch.
     */
    public static final int MAX_BYTES = 1024 * 1024 - 256;

    private byte @Nullable [] key;
    private byte @Nullable [] value;
    private Headers headers;

    private DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    /** Returns the dead letter of a record with this key, value and headers. */
    public static DeadLetter of(
            byte @Nullable [] key, byte @Nullable [] value, Headers original, DeadLetterHeaders origin) {
        var headers = new RecordHeaders();
        for (var header : original) {
            if (!header.key().startsWith("glyphstream.dead-letter.")) {
                headers.add(header);
            }
        }
        var copied = headers.toArray().length;
        DeadLetterHeaders.write(origin, headers);
        var letter = new DeadLetter(key, value, headers);
        letter.fit(copied, origin);
        return letter;
    }

    private void fit(int copiedHeaders, DeadLetterHeaders origin) {
        if (bytes() > MAX_BYTES && copiedHeaders > 0) {
            headers = new RecordHeaders();
            DeadLetterHeaders.write(origin, headers);
            add(OMITTED_HEADERS, copiedHeaders);
        }
        if (bytes() > MAX_BYTES && value != null) {
            add(OMITTED_VALUE, value.length);
            value = null;
        }
        if (bytes() > MAX_BYTES && key != null) {
            add(OMITTED_KEY, key.length);
            key = null;
        }
    }

    private void add(String name, int number) {
        headers.add(name, Integer.toString(number).getBytes(UTF_8));
    }

    private long bytes() {
        var bytes = framed(length(key)) + framed(length(value));
        for (var header : headers) {
            bytes += framed(header.key().getBytes(UTF_8).length) + framed(length(header.value()));
        }
        return bytes;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** A length is written in groups of seven bits, the first of which has its sign, too. */
    private static long framed(int length) {
        var frame = length < 64 ? 1 : length < 8192 ? 2 : 4;
        return (long) frame + length;
    }

    /** Returns the original's key, or null if it has none or it was left out. */
    public byte @Nullable [] key() {
        return key;
    }

    /** Returns the original's value, or null if it has none or it was left out. */
    public byte @Nullable [] value() {
        return value;
    }

    /** Returns the original's headers, if they fit, and those that say what this is. */
    public Headers headers() {
        return headers;
    }

    /** Returns the size of the original's value, if the dead letter with these headers left it out. */
    public static OptionalInt omittedValueBytes(Headers headers) {
        return number(headers, OMITTED_VALUE);
    }

    /** Returns the size of the original's key, if the dead letter with these headers left it out. */
    public static OptionalInt omittedKeyBytes(Headers headers) {
        return number(headers, OMITTED_KEY);
    }

    private static OptionalInt number(Headers headers, String name) {
        var header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(new String(header.value(), UTF_8)));
        } catch (NumberFormatException foreign) {
            return OptionalInt.empty();
        }
    }
}
