package io.glyphstream.console.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.UndecodableRecordException;
import java.util.Comparator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its value, and where it lies on the topic of dead letters.
 *
 * @param timestamp of the record, in milliseconds since 1970
 * @param origin where the original lies, and why it is dead; its texts are cut
 * @param key the beginning of its key, as text
 * @param bytes the size of its value
 */
public record SeenLetter(int partition, long offset, long timestamp, DeadLetterHeaders origin, String key, int bytes) {

    /** The newest last. */
    static final Comparator<SeenLetter> BY_TIME = Comparator.comparingLong(SeenLetter::timestamp)
            .thenComparingInt(SeenLetter::partition)
            .thenComparingLong(SeenLetter::offset);

    /** Anybody can write any text to the topic; so much of each is kept. */
    private static final int LONGEST = 300;

    /** Returns what is kept of a record, even if it is none that a processor wrote. */
    public static SeenLetter of(ConsumerRecord<byte[], byte[]> letter) {
        return new SeenLetter(
                letter.partition(),
                letter.offset(),
                letter.timestamp(),
                origin(letter),
                text(letter.key()),
                letter.value() == null ? 0 : letter.value().length);
    }

    private static DeadLetterHeaders origin(ConsumerRecord<byte[], byte[]> letter) {
        try {
            var origin = DeadLetterHeaders.read(letter.headers());
            return new DeadLetterHeaders(
                    cut(origin.topic()),
                    origin.partition(),
                    origin.offset(),
                    cut(origin.stage()),
                    cut(origin.reason()));
        } catch (UndecodableRecordException foreign) {
            return new DeadLetterHeaders("", -1, -1, "", "no processor wrote it: " + foreign.getMessage());
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : cut(new String(bytes, 0, Math.min(bytes.length, 4 * LONGEST), UTF_8));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
