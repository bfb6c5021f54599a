package io.glyphstream.counting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;

/*
 * A label finds its image only in the image's partition. Clients choose partitions unlike each other: Java's by a hash called
 * murmur2 of the key, those on librdkafka (Python, Go, C#, C++) by its CRC32, unless they are told otherwise. When images come
 * from one and labels from the other, most labels miss, and nothing fails but the join.
 */
/** Where the usual clients put an id, so that a label that misses its image can tell why. Thread-safe. */
public final class LabelPlacement {
    private static final String SETTING =
            "Producers on librdkafka agree with Java's when they set partitioner=murmur2_random";

    private volatile int partitions;

    /** Notes how many partitions images and labels have. */
    public void notePartitions(int count) {
        if (partitions != count) {
            partitions = count;
        }
    }

    /**
     * Returns what the partition of a label tells about its producer and where its image may lie, to be put behind a reason;
     * empty when it tells nothing.
     */
    String hint(String imageId, int partition) {
        var count = partitions;
        if (count == 0) {
            return "";
        }
        var key = imageId.getBytes(UTF_8);
        var java = javas(key, count);
        var librdkafka = librdkafkas(key, count);
        if (java == librdkafka && partition == java) {
            return "";
        }
        if (partition == java) {
            return "; the label lies where Java's partitioner (murmur2) puts the id, in partition " + java
                    + ". The default one of librdkafka (CRC32) puts it in partition " + librdkafka
                    + ": if the image lies there, change its producer. " + SETTING;
        }
        if (partition == librdkafka) {
            return "; the label lies where the default partitioner of librdkafka (CRC32) puts the id, in partition "
                    + librdkafka + ". Java's (murmur2) puts it in partition " + java
                    + ": if the image lies there, change the label's producer. " + SETTING;
        }
        return "; the label lies in partition " + partition + ". Java's partitioner (murmur2) puts the id in partition "
                + java + ", the default one of librdkafka (CRC32) in partition " + librdkafka
                + ". A label must lie in the partition of its image";
    }

    /** As Java's client does for a key without a partition. */
    static int javas(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /** As librdkafka's {@code consistent_random} does for a key that is not empty. */
    static int librdkafkas(byte[] key, int partitions) {
        var sum = new CRC32();
        sum.update(key);
        return (int) (sum.getValue() % partitions);
    }
}
