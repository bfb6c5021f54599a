package io.glyphstream.processor.resume;

import io.glyphstream.schemas.kafka.PartitionOffsets;
import io.glyphstream.schemas.kafka.TopicIdentities;
import io.glyphstream.schemas.kafka.TopicIdentity;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/*
 * Committed offsets are read before positions: while another processor of the group commits, the positions are then the newer of the
 * two, and an offset that is there is used as it is.
 */
/** What the cluster knows of an application before its stream begins, at one look. */
public final class StartFacts {
    private final Admin admin;
    private final Topics topics;
    private final Map<String, TopicIdentity> identities;
    private final Map<String, TopicIdentity> changelogs;
    private final Collection<TopicDescription> internal;
    private final RecordedPositions recorded;
    private final Map<TopicPartition, Long> committed;
    private final Map<Integer, Map<Input, Position>> positions;
    private final List<PartitionState> states;

    /**
     * Takes a look.
     *
     * @throws io.glyphstream.schemas.kafka.WrongTopicException when a changelog has another number of partitions than the images
     */
    StartFacts(Admin admin, Topics topics, String applicationId, TailReader reader) {
        this.admin = admin;
        this.topics = topics;
        var finder = new TopicIdentities(admin, topics);
        identities = finder.needed();
        internal = finder.internal(applicationId);
        changelogs = finder.changelogs(applicationId, Changelogs.of(applicationId));
        var changelog = Changelogs.positions(applicationId);
        var found = changelogs.get(changelog);
        recorded = new RecordedPositions(changelog, found == null ? 0 : found.partitions());
        committed = new GroupOffsets(admin, applicationId).committed();
        positions = recorded.read(reader);
        states = findStates();
    }

    /** Returns the topics of the pipeline, by name. */
    public Map<String, TopicIdentity> identities() {
        return identities;
    }

    /** Returns the topic ids of the inputs. */
    public Map<Input, Uuid> topicIds() {
        return Stream.of(Input.values())
                .collect(Collectors.toMap(
                        input -> input, input -> identity(input).id()));
    }

    /** Returns how many brokers have each partition of the images. */
    public int copies() {
        return identity(Input.IMAGES).copies();
    }

    /** Returns a sentence for each of the application's own topics that fewer brokers have than the images. */
    public List<String> copiesWarnings() {
        return internal.stream()
                .filter(topic -> TopicIdentities.copies(topic) < copies())
                .map(topic ->
                        "topic %s has %d copies, but the images have %d: a broker that is lost may end the processor for good; add copies with kafka-reassign-partitions"
                                .formatted(topic.name(), TopicIdentities.copies(topic), copies()))
                .sorted()
                .toList();
    }

    /** Returns whether the application ran, and recorded no position. */
    boolean ranWithoutPositions() {
        return positions.isEmpty() && !changelogs.isEmpty();
    }

    /** Returns whether a transaction is open that may hold newer positions. */
    boolean mayBeNewer() {
        return recorded.mayBeNewer(admin);
    }

    /** Returns all partitions of all inputs. */
    List<PartitionState> states() {
        return states;
    }

    private List<PartitionState> findStates() {
        var inputs = new LinkedHashMap<TopicPartition, Input>();
        for (var input : Input.values()) {
            for (var number = 0; number < identity(input).partitions(); number++) {
                inputs.put(new TopicPartition(input.topic(topics), number), input);
            }
        }
        var begins = PartitionOffsets.of(admin, inputs.keySet(), OffsetSpec.earliest());
        var ends = PartitionOffsets.of(admin, inputs.keySet(), OffsetSpec.latest());
        var found = new ArrayList<PartitionState>();
        inputs.forEach((partition, input) -> {
            var begin = begins.getOrDefault(partition, 0L);
            found.add(state(input, partition, begin, Math.max(begin, ends.getOrDefault(partition, begin))));
        });
        return found;
    }

    private PartitionState state(Input input, TopicPartition partition, long begin, long end) {
        var known = positions.getOrDefault(partition.partition(), Map.of());
        var images = new TopicPartition(Input.IMAGES.topic(topics), partition.partition());
        var imagesWereRead = input != Input.IMAGES && committed.containsKey(images);
        var offset = committed.get(partition);
        return new PartitionState(
                input,
                partition,
                identity(input).id(),
                begin,
                end,
                offset == null ? OptionalLong.empty() : OptionalLong.of(offset),
                known.get(input),
                !known.isEmpty() || imagesWereRead);
    }

    private TopicIdentity identity(Input input) {
        return Objects.requireNonNull(identities.get(input.topic(topics)), () -> input.topic(topics) + " is gone");
    }
}
