package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;

/**
 * Where a dead letter came from and why it is dead: plain text in its headers. Key and value of the dead letter are the
 * original's, byte for byte, unless {@link DeadLetter} had to leave them out.
 *
 * @param topic the topic that the original lies on
 * @param stage the step that refused it, by its name in the topology
 * @param reason what is wrong with it, cut to {@value #MAX_REASON} characters
 */
public record DeadLetterHeaders(String topic, int partition, long offset, String stage, String reason) {
    /** The name of the header with the original's topic. */
    public static final String TOPIC = "glyphstream.dead-letter.topic";

    /** The name of the header with the original's partition, in decimal. */
    public static final String PARTITION = "glyphstream.dead-letter.partition";

    /** The name of the header with the original's offset, in decimal. */
    public static final String OFFSET = "glyphstream.dead-letter.offset";

    /** The name of the header with the step that refused the record. */
    public static final String STAGE = "glyphstream.dead-letter.stage";

    /** The name of the header with the reason. */
    public static final String REASON = "glyphstream.dead-letter.reason";

    /** The longest reason, in characters; the room that {@code images} leaves for headers bounds it. */
    public static final int MAX_REASON = 1000;

    /** Cuts the reason to its longest. */
    public DeadLetterHeaders {
        reason = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON - 1) + "…";
    }

    /** Sets the five headers, in place of any that are there already. */
    public static void write(DeadLetterHeaders deadLetter, Headers headers) {
        put(headers, TOPIC, deadLetter.topic);
        put(headers, PARTITION, Integer.toString(deadLetter.partition));
        put(headers, OFFSET, Long.toString(deadLetter.offset));
        put(headers, STAGE, deadLetter.stage);
        put(headers, REASON, deadLetter.reason);
    }

    /**
     * Returns what the headers of a dead letter say.
     *
     * @throws UndecodableRecordException when one of the five is missing or not a number where it should be
     */
    public static DeadLetterHeaders read(Headers headers) {
        try {
            return new DeadLetterHeaders(
                    get(headers, TOPIC),
                    Integer.parseInt(get(headers, PARTITION)),
                    Long.parseLong(get(headers, OFFSET)),
                    get(headers, STAGE),
                    get(headers, REASON));
        } catch (NumberFormatException e) {
            throw new UndecodableRecordException("dead letter's partition or offset is not a number", e);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    private static String get(Headers headers, String name) {
        var header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new UndecodableRecordException("dead letter has no header " + name);
        }
        return new String(header.value(), UTF_8);
    }
}
