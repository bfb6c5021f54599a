package io.glyphstream.operations;

import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.kafka.PartitionOffsets;
import io.glyphstream.schemas.kafka.Right;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/** Asks the broker which processor reads which partitions of the images, and how far it has come. For one thread. */
final class LagReader {

    private final Admin admin;
    private final String topic;

    LagReader(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Returns the lag of the processors that have reported. A group that the user may not see is unknown, the others are not. */
    FleetLag read(List<ProcessorReport> reports) {
        var instances = new TreeMap<String, Set<String>>();
        for (var report : reports) {
            instances
                    .computeIfAbsent(report.getApplicationId(), application -> new TreeSet<>())
                    .add(report.getInstance());
        }
        var found = new Found(new HashMap<>(), new HashMap<>(), new HashMap<>());
        var ends = new HashMap<Integer, Long>();
        var begins = new HashMap<Integer, Long>();
        instances.forEach((application, known) -> {
            try {
                if (ends.isEmpty()) {
                    // Before the ends: no partition can begin behind its end then.
                    var partitions = PartitionOffsets.partitions(admin, topic);
                    begins.putAll(numbered(PartitionOffsets.of(admin, partitions, OffsetSpec.earliest())));
                    ends.putAll(numbered(PartitionOffsets.of(admin, partitions, OffsetSpec.latest())));
                }
                var members = new GroupMembers(admin, topic).of(application);
                var progress = new GroupProgress(
                        numbered(PartitionOffsets.committed(admin.listConsumerGroupOffsets(application))),
                        begins,
                        ends);
                found.add(application, known, members, progress);
            } catch (GroupAuthorizationException refused) {
                var right = new Right(ResourceType.GROUP, application, AclOperation.DESCRIBE);
                found.unknown.put(application, "not allowed: " + right);
            }
        });
        return new FleetLag(found.processors, found.unassigned, found.unknown);
    }

    /** Returns the offsets of the topic's partitions, by their numbers. */
    private Map<Integer, Long> numbered(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
    }

    /** What was found so far, under the names that {@link FleetLag} has. */
    private record Found(
            Map<String, ProcessorLag> processors, Map<String, ProcessorLag> unassigned, Map<String, String> unknown) {

        void add(String application, Collection<String> known, GroupMembers.Answer members, GroupProgress progress) {
            if (members.isUnsettled()) {
                unknown.put(application, members.why());
                return;
            }
            var left = new TreeSet<>(progress.ends().keySet());
            members.partitions().forEach((instance, partitions) -> {
                left.removeAll(partitions);
                processors.put(RecordKeys.processor(application, instance), ProcessorLag.of(partitions, progress));
            });
            for (var instance : known) {
                processors.putIfAbsent(RecordKeys.processor(application, instance), ProcessorLag.NONE);
            }
            if (!left.isEmpty()) {
                unassigned.put(application, ProcessorLag.of(left, progress));
            }
        }
    }
}
