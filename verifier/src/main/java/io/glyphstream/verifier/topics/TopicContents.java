package io.glyphstream.verifier.topics;

import java.util.Map;
import java.util.SortedMap;

/** What is on topics. Safe for use by many threads; the streams that it opens are for one thread each. */
public interface TopicContents {
    /** Returns what each partition of a topic holds now, whether it is committed yet or not. */
    SortedMap<Integer, Span> partitions(String topic);

    /**
     * Opens a part of a partition. What is still undecided in it is waited for; where a transaction stays open for too long
     * the stream ends, and tells which.
     */
    RecordStream read(String topic, int partition, Span span);

    /** Returns the first offset of a partition whose record is of this time or later, or the end if there is none. */
    long offsetOf(String topic, int partition, long time);

    /** Returns how far a group has committed in each partition of a topic; a partition without a commit is left out. */
    Map<Integer, Long> committed(String group, String topic);
}
