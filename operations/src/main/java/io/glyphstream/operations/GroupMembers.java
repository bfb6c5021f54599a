package io.glyphstream.operations;

import io.glyphstream.schemas.kafka.KafkaReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Asks which members of an application's group read which partitions of a topic. */
final class GroupMembers {

    /** What Kafka Streams puts between the name of a processor and the number of a thread, for the client of each thread. */
    private static final String THREAD = "-StreamThread-";

    private static final Set<GroupState> SETTLED = Set.of(GroupState.STABLE, GroupState.EMPTY, GroupState.RECONCILING);

    private final Admin admin;
    private final String topic;

    /**
     * Who reads what.
     *
     * @param why nothing is known, if so
     * @param partitions of the topic, by the name of the processor among those of the application
     */
    record Answer(String why, Map<String, Set<Integer>> partitions) {

        Answer {
            partitions = Map.copyOf(partitions);
        }

        boolean isUnsettled() {
            return !why.isEmpty();
        }

        private static Answer unknown(String why) {
            return new Answer(why, Map.of());
        }
    }

    GroupMembers(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Returns the members of a group, whichever protocol it uses. */
    Answer of(String group) {
        return consumers(group).or(() -> streams(group)).orElseGet(() -> Answer.unknown("it has not begun to read"));
    }

    private Optional<Answer> consumers(String group) {
        try {
            var described = admin.describeConsumerGroups(List.of(group)).describedGroups();
            var description = KafkaReply.of(described.values().iterator().next());
            return description.groupState() == GroupState.DEAD ? Optional.empty() : Optional.of(of(description));
        } catch (GroupIdNotFoundException none) {
            return Optional.empty();
        }
    }

    private Answer of(ConsumerGroupDescription description) {
        if (!SETTLED.contains(description.groupState())) {
            return beingShared();
        }
        var partitions = new TreeMap<String, Set<Integer>>();
        for (var member : description.members()) {
            var share = of(partitions, member.clientId());
            member.assignment().topicPartitions().stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .forEach(partition -> share.add(partition.partition()));
        }
        return new Answer("", partitions);
    }

    private Optional<Answer> streams(String group) {
        try {
            var described = admin.describeStreamsGroups(List.of(group)).describedGroups();
            return Optional.of(of(KafkaReply.of(described.values().iterator().next())));
        } catch (GroupIdNotFoundException | UnsupportedVersionException none) {
            return Optional.empty();
        }
    }

    private Answer of(StreamsGroupDescription description) {
        if (!SETTLED.contains(description.groupState())) {
            return beingShared();
        }
        var partitions = new TreeMap<String, Set<Integer>>();
        var readers = description.subtopologies().stream()
                .filter(part -> part.sourceTopics().contains(topic))
                .map(StreamsGroupSubtopologyDescription::subtopologyId)
                .toList();
        for (var member : description.members()) {
            var share = of(partitions, member.clientId());
            member.assignment().activeTasks().stream()
                    .filter(task -> readers.contains(task.subtopologyId()))
                    .map(StreamsGroupMemberAssignment.TaskIds::partitions)
                    .forEach(share::addAll);
        }
        return new Answer("", partitions);
    }

    private static Answer beingShared() {
        return Answer.unknown("its processors are sharing out the partitions");
    }

    private static Set<Integer> of(Map<String, Set<Integer>> partitions, String clientId) {
        int end = clientId.lastIndexOf(THREAD);
        var instance = end < 0 ? clientId : clientId.substring(0, end);
        return partitions.computeIfAbsent(instance, name -> new TreeSet<>());
    }
}
