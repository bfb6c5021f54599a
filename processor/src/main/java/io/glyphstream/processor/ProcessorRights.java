package io.glyphstream.processor;

import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.kafka.Rights;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/** What a processor must be allowed to do. */
public final class ProcessorRights {
    private ProcessorRights() {}

    /** Returns what a processor of this application cannot do without. */
    public static Rights of(Topics topics, String applicationId, Guarantee guarantee) {
        var own = Changelogs.internal(applicationId);
        var rights = Rights.none()
                .toRead(topics.images(), topics.labels(), topics.models(), topics.deployments())
                .toWrite(topics.predictions(), topics.accuracy(), topics.deadLetters(), topics.processors())
                .withTopics(AclOperation.DESCRIBE_CONFIGS, topics.neededNames())
                .withTopics(AclOperation.CREATE, own)
                .withTopics(AclOperation.READ, own)
                .withTopics(AclOperation.WRITE, own)
                .toJoin(applicationId);
        return guarantee == Guarantee.EXACTLY_ONCE ? rights.toWriteAs(applicationId + "-") : rights;
    }

    /**
     * Returns what it can do without for a while: to look where to begin if nothing says how far the application has come,
     * and to remove counts that were added up.
     */
    public static Rights besides(Topics topics, String applicationId) {
        return Rights.none()
                .toRead(topics.predictions(), topics.deadLetters())
                .withTopics(AclOperation.DELETE, List.of(Changelogs.repartition(applicationId)));
    }

    /** Returns what a processor with these settings cannot do without. */
    static Rights of(Topics topics, ProcessorSettings settings) {
        return of(topics, settings.applicationId(), settings.guarantee());
    }
}
