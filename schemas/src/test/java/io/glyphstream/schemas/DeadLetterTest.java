package io.glyphstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTest {
    private static final DeadLetterHeaders ORIGIN =
            new DeadLetterHeaders("t".repeat(249), 2_000_000_000, Long.MAX_VALUE, "classify", "€".repeat(1000));
    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void isTheOriginalByteForByteWhereThatFits() {
        var headers = headers(3, 5);
        headers.add("none", null);

        var letter = DeadLetter.of(new byte[] {1}, new byte[] {2}, headers, ORIGIN);

        assertThat(letter.key()).containsExactly(1);
        assertThat(letter.value()).containsExactly(2);
        assertThat(letter.headers().toArray()).hasSize(4 + 5).startsWith(headers.toArray());
        assertThat(DeadLetterHeaders.read(letter.headers())).isEqualTo(ORIGIN);
        assertThat(DeadLetter.omittedValueBytes(letter.headers())).isEmpty();
        assertThat(DeadLetter.omittedKeyBytes(letter.headers())).isEmpty();
    }

    @Test
    void headersThatAnOriginalForgedAreLeftOut() {
        var headers = new RecordHeaders();
        headers.add(DeadLetter.OMITTED_VALUE, "7".getBytes(UTF_8));

        var letter = DeadLetter.of(null, new byte[] {2}, headers, ORIGIN);

        assertThat(DeadLetter.omittedValueBytes(letter.headers())).isEmpty();
    }

    /** The last two: what is left out, in bytes or headers. */
    @ParameterizedTest
    @CsvSource({
        "1000, 1015808, 0, 0",
        "1000, 1043000, 0, 0",
        "1000, 1044000, 0, 1044000",
        "1000, 10000000, 0, 10000000",
        "600000, 600000, 0, 600000",
        "1043000, 0, 0, 0",
        "10000000, 5, 10000000, 5",
        "10000000, 10000000, 10000000, 10000000"
    })
    void whatIsTooLargeIsLeftOutAndTheRestFits(int keyBytes, int valueBytes, int omittedKey, int omittedValue) {
        var letter = DeadLetter.of(new byte[keyBytes], new byte[valueBytes], headers(2, 10), ORIGIN);

        assertThat(encodedSize(letter)).isLessThanOrEqualTo(MEBIBYTE);
        assertThat(DeadLetter.omittedKeyBytes(letter.headers()).orElse(0)).isEqualTo(omittedKey);
        assertThat(DeadLetter.omittedValueBytes(letter.headers()).orElse(0)).isEqualTo(omittedValue);
        assertThat(letter.key() == null).isEqualTo(omittedKey > 0);
        assertThat(letter.value() == null).isEqualTo(omittedValue > 0);
        assertThat(DeadLetterHeaders.read(letter.headers())).isEqualTo(ORIGIN);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000, 1", "300000, 0, 0", "400000, 0, 400000", "20, 60000, 20"})
    void headersAreLeftOutBeforeTheValueIs(int count, int bytes, int omitted) {
        var letter = DeadLetter.of(new byte[100], new byte[100_000], headers(count, bytes), ORIGIN);

        assertThat(encodedSize(letter)).isLessThanOrEqualTo(MEBIBYTE);
        assertThat(letter.value()).hasSize(100_000);
        var header = letter.headers().lastHeader(DeadLetter.OMITTED_HEADERS);
        assertThat(header == null ? 0 : Integer.parseInt(new String(header.value(), UTF_8)))
                .isEqualTo(omitted);
    }

    private static Headers headers(int count, int bytes) {
        var headers = new RecordHeaders();
        for (var i = 0; i < count; i++) {
            headers.add("h", new byte[bytes]);
        }
        return headers;
    }

    /** As Kafka itself writes a batch of one. */
    private static int encodedSize(DeadLetter letter) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.NONE.type(),
                letter.key(),
                letter.value(),
                letter.headers().toArray());
    }
}
