package io.glyphstream.processor.resume;

import io.glyphstream.processor.settings.Resume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;

/*
 * A group's offset decides where Kafka Streams begins, and where there is none it begins at the beginning. In this order:
 *
 *   recorded position is of another topic      the topic was deleted and created again: its beginning
 *   committed offset within the log            that offset, also where an operator has set it back
 *   committed offset below the log             the log's beginning; what was removed is counted
 *   committed offset beyond the log            the end, if the topic is known to be the same: the broker lost records
 *   recorded position                          that position: Kafka forgot the offset, or somebody deleted it
 *   nothing, and nothing was answered yet      the beginning
 *   nothing, though images were answered       a person must decide, by Resume
 *
 * An application of a version that recorded no positions has its other changelogs. Where no label ever came, the newest answer says all
 * then.
 */
/** Decides where each partition of the inputs is read from. Knows no cluster. */
final class StartPlan {
    private static final String AGAIN = "it is read from its beginning again, as --resume says";

    private final Resume resume;
    private final boolean ranWithoutPositions;
    private final IntFunction<Answered> answers;
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final Map<String, List<String>> places = new LinkedHashMap<>();
    private final List<String> undecided = new ArrayList<>();
    private final Map<TopicPartition, Long> removedFrom = new HashMap<>();

    /**
     * An empty plan.
     *
     * @param ranWithoutPositions whether the application has changelogs, but none of positions
     * @param answers says what the outputs tell of a partition; asked only where nothing else tells
     */
    StartPlan(Resume resume, boolean ranWithoutPositions, IntFunction<Answered> answers) {
        this.resume = resume;
        this.ranWithoutPositions = ranWithoutPositions;
        this.answers = answers;
    }

    /** Decides about one partition. */
    void add(PartitionState state) {
        var recorded = state.recorded();
        if (recorded != null && !recorded.topicId().equals(state.topicId())) {
            beginAnew(state, recorded);
            return;
        }
        if (state.committed().isPresent()) {
            goOn(state, state.committed().getAsLong());
            return;
        }
        if (recorded != null) {
            takeUp(state, recorded.next(), "its own record of where it was");
            return;
        }
        if (state.ranBefore()) {
            begin(state);
            return;
        }
        decideByAnswers(state);
    }

    private void beginAnew(PartitionState state, Position recorded) {
        if (state.committed().equals(OptionalLong.of(state.begin()))) {
            return;
        }
        set(
                state,
                state.begin(),
                "the topic was deleted and created again (its id was " + recorded.topicId() + " and is "
                        + state.topicId() + "); it is read from its beginning");
    }

    private void goOn(PartitionState state, long committed) {
        if (committed > state.end()) {
            beyondEnd(state, committed);
            return;
        }
        if (committed < state.begin()) {
            removedFrom.put(state.partition(), committed);
            offsets.put(state.partition(), state.begin());
        }
    }

    private void beyondEnd(PartitionState state, long committed) {
        if (state.recorded() != null || resume == Resume.ANSWERED) {
            set(
                    state,
                    state.end(),
                    "the group's offset is beyond the end, so the brokers lost records; it goes on at the end");
            return;
        }
        if (resume == Resume.BEGINNING) {
            set(state, state.begin(), AGAIN);
            return;
        }
        undecided.add(state.name() + ": the group's offset " + committed + " is beyond the end of the log, "
                + state.end() + ": the topic was deleted and created again, or the brokers lost records");
    }

    /** Puts in place the offset that Kafka does not have any more. */
    private void takeUp(PartitionState state, long next, String source) {
        if (next < state.begin()) {
            removedFrom.put(state.partition(), next);
        }
        set(
                state,
                state.within(next),
                "Kafka has no committed offsets of this group any more (offsets.retention.minutes); it goes on by "
                        + source);
    }

    /** Nothing of this partition was ever read. */
    private void begin(PartitionState state) {
        if (state.begin() > 0) {
            removedFrom.put(state.partition(), 0L);
            offsets.put(state.partition(), state.begin());
        }
    }

    private void decideByAnswers(PartitionState state) {
        var answered = answers.apply(state.partition().partition());
        if (!answered.any()) {
            begin(state);
            return;
        }
        if (state.isEmpty()) {
            return;
        }
        if (resume == Resume.BEGINNING) {
            set(state, state.begin(), AGAIN);
            return;
        }
        var next = state.input() == Input.IMAGES ? answered.next() : answered.labelsFrom();
        var isSure = ranWithoutPositions && state.input() == Input.IMAGES;
        if (next.isPresent() && next.getAsLong() <= state.end() && (isSure || resume == Resume.ANSWERED)) {
            takeUp(state, next.getAsLong(), "the newest answer that lies there");
            return;
        }
        undecided.add(state.name() + ": this application has neither committed offsets nor positions, but images of"
                + " this partition were answered" + newest(answered));
    }

    private void set(PartitionState state, long offset, String why) {
        offsets.put(state.partition(), offset);
        places.computeIfAbsent(state.partition().topic() + ": " + why, none -> new ArrayList<>())
                .add("partition " + state.partition().partition() + " at offset " + offset);
    }

    private static String newest(Answered answered) {
        return answered.next().isPresent()
                ? ", up to offset " + (answered.next().getAsLong() - 1)
                : "";
    }

    /** Returns the offsets that the group must be given before it starts. */
    Map<TopicPartition, Long> offsets() {
        return offsets;
    }

    /** Returns whether all that is to be done is to pass over what retention has removed, which members of the group do by themselves. */
    boolean onlyPassesOverRemoved() {
        return removedFrom.keySet().containsAll(offsets.keySet());
    }

    /** Returns what an operator has to know once the offsets are set. */
    List<String> warnings() {
        return places.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
                .toList();
    }

    /** Returns why it cannot start; empty if it can. */
    List<String> undecided() {
        return undecided;
    }

    /** Returns for each partition that lost records unread where they began; they end where the log begins. */
    Map<TopicPartition, Long> removedFrom() {
        return removedFrom;
    }
}
