package io.glyphstream.counting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelPlacementTest {
    private final LabelPlacement placement = new LabelPlacement();

    /** The check value of CRC-32: that of the digits from 1 to 9 is 0xCBF43926. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 1000})
    void librdkafkasPartitionIsByTheUnsignedCrc(int partitions) {
        assertThat(LabelPlacement.librdkafkas("123456789".getBytes(UTF_8), partitions))
                .isEqualTo((int) (0xCBF43926L % partitions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "c-1", "ü", "123456789"})
    void javasPartitionIsThatOfKafkasOwnProducer(String id) {
        assertThat(LabelPlacement.javas(id.getBytes(UTF_8), 7))
                .isEqualTo(BuiltInPartitioner.partitionForKey(id.getBytes(UTF_8), 7));
    }

    @Test
    void hintNamesWhoSeemsToHavePlacedTheLabel() {
        placement.notePartitions(4);
        var id = differing();
        var java = LabelPlacement.javas(id.getBytes(UTF_8), 4);
        var librdkafka = LabelPlacement.librdkafkas(id.getBytes(UTF_8), 4);

        assertThat(placement.hint(id, java))
                .isEqualTo("; the label lies where Java's partitioner (murmur2) puts the id, in partition " + java
                        + ". The default one of librdkafka (CRC32) puts it in partition " + librdkafka
                        + ": if the image lies there, change its producer."
                        + " Producers on librdkafka agree with Java's when they set partitioner=murmur2_random");
        assertThat(placement.hint(id, librdkafka))
                .contains("where the default partitioner of librdkafka (CRC32) puts the id, in partition " + librdkafka)
                .contains("Java's (murmur2) puts it in partition " + java)
                .contains("change the label's producer", "partitioner=murmur2_random");
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void hintIsEmptyWhereAllAgreeOrThePartitionsAreNotKnown(int partitions) {
        placement.notePartitions(partitions);

        assertThat(placement.hint("any", 0)).isEmpty();
    }

    @Test
    void hintNamesBothWhereNeitherPlacedTheLabel() {
        placement.notePartitions(4);
        var id = differing();
        var java = LabelPlacement.javas(id.getBytes(UTF_8), 4);
        var librdkafka = LabelPlacement.librdkafkas(id.getBytes(UTF_8), 4);
        var other = 0;
        while (other == java || other == librdkafka) {
            other++;
        }

        assertThat(placement.hint(id, other))
                .contains("lies in partition " + other, "partition " + java, "partition " + librdkafka);
    }

    private static String differing() {
        var number = 0;
        while (LabelPlacement.javas(("c-" + number).getBytes(UTF_8), 4)
                == LabelPlacement.librdkafkas(("c-" + number).getBytes(UTF_8), 4)) {
            number++;
        }
        return "c-" + number;
    }
}
