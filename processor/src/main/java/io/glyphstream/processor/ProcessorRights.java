package io.glyphstream.processor;

import io.glyphstream.schemas.KafkaCluster;
import io.glyphstream.schemas.MissingRightsException;
import io.glyphstream.schemas.Rights;
import io.glyphstream.schemas.Topic;
import io.glyphstream.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a processor must be allowed to do. */
public final class ProcessorRights {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorRights.class);

    private ProcessorRights() {}

    /** Returns the rights of a processor of this application, whatever its settings. */
    public static Rights of(Topics topics, String applicationId) {
        var own = Changelogs.internal(applicationId);
        var all = topics.all().stream().<String>map(Topic::name).toList();
        return Rights.none()
                .toRead(topics.images(), topics.labels(), topics.models(), topics.deployments())
                // Where a new application begins depends on what was answered already.
                .toRead(topics.predictions(), topics.deadLetters())
                .toWrite(topics.predictions(), topics.accuracy(), topics.deadLetters(), topics.processors())
                .withTopics(AclOperation.DESCRIBE_CONFIGS, all)
                .withTopics(AclOperation.CREATE, own)
                .withTopics(AclOperation.READ, own)
                .withTopics(AclOperation.WRITE, own)
                .withTopics(AclOperation.DELETE, List.of(Changelogs.repartition(applicationId)))
                .toJoin(applicationId)
                .toWriteAs(applicationId + "-");
    }

    /** Asks again for what Kafka has just refused, since it says which topic it was, but not which right. */
    static Optional<MissingRightsException> missing(KafkaCluster cluster, Rights rights) {
        try (var admin = Admin.create(cluster.clientSettings(Map.of(), Map.of()))) {
            rights.require(admin);
            return Optional.empty();
        } catch (MissingRightsException missing) {
            return Optional.of(missing);
        } catch (KafkaException unanswered) {
            LOG.debug("no answer about rights", unanswered);
            return Optional.empty();
        }
    }
}
