package io.glyphstream.processor.resume;

import io.glyphstream.counting.KeyedStore;
import io.glyphstream.processor.settings.Guarantee;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/*
 * Kafka forgets the committed offsets of a group that is away for `offsets.retention.minutes`, and a group without offsets starts at
 * the beginning. So a task keeps its own: the store's changelog is never forgotten, and is part of the transaction of the answers.
 * One record holds the positions of all inputs, so that the newest record of the changelog tells all.
 *
 * A partition that was answered to the end is read by nobody between two starts, so nothing else tells whether its topic was deleted and created again
 * meanwhile: hence the topic's id.
 *
 * Without exactly-once, the changelog may be written and the answers before it not: then the position of the commit before is stored,
 * whose answers are all there.
 */
/** How far a task has come on one of its inputs, in a store that goes with every commit. Not thread-safe. */
public final class Positions {
    static final String KEY = "inputs";

    private static final long UNKNOWN = -1;

    private final KeyedStore<byte[]> store;
    private final Input input;
    private final int partition;
    private final TaskInputs inputs;
    private final Uuid topicId;
    private long next = UNKNOWN;
    private long saved;

    /** Goes on from what is in the store, if that is of the topic that is read now. */
    public Positions(KeyedStore<byte[]> store, Input input, int partition, TaskInputs inputs) {
        this.store = store;
        this.input = input;
        this.partition = partition;
        this.inputs = inputs;
        this.topicId = inputs.topicId(input);
        var stored = stored().get(input);
        if (stored != null && stored.topicId().equals(topicId)) {
            next = stored.next();
        }
        saved = next;
    }

    /** Notes that these records, which follow each other, have their outcomes. */
    public void answered(long first, long last) {
        if (next != UNKNOWN && first > next) {
            inputs.skipped(input, partition, next, first);
        }
        next = last + 1;
    }

    /** Puts the position into the store, if it has changed. */
    public void save() {
        if (next == saved) {
            return;
        }
        var safe = inputs.guarantee() == Guarantee.EXACTLY_ONCE ? next : saved;
        saved = next;
        if (safe == UNKNOWN) {
            return;
        }
        var positions = stored();
        positions.put(input, new Position(topicId, safe));
        store.put(KEY, StoredPositions.encode(positions));
    }

    private Map<Input, Position> stored() {
        var bytes = store.get(KEY);
        return bytes == null ? new EnumMap<>(Input.class) : StoredPositions.decode(bytes);
    }
}
