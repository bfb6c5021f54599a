package io.glyphstream.processor.resume;

import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.SchemaRegistryUnavailableException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Offsets of a group can be set only while it has no members. If it has, another processor has done, or is doing, the same; so this one
 * looks again. It does so, too, while a transaction of a dead processor is open, for that may hold newer positions.
 */
/**
 * What is looked at before the stream begins: whether the application's own topics fit, and where each partition of the inputs is read
 * from. Puts committed offsets in place where Kafka has none any more, or has those of a topic that is gone.
 */
public final class StartCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Other processors may have answered, and committed, between the parts of one look. */
    private static final int LOOKS_TO_BE_SURE = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final ProcessorSettings settings;
    private final RemovedRecords removed;

    /** @param removed receives what retention removed before it was read */
    public StartCheck(KafkaCluster cluster, Topics topics, ProcessorSettings settings, RemovedRecords removed) {
        this.cluster = cluster;
        this.topics = topics;
        this.settings = settings;
        this.removed = removed;
    }

    /**
     * Returns what was found once all is in place; waits for brokers and a schema registry that do not answer.
     *
     * @throws io.glyphstream.schemas.kafka.WrongTopicException when topics that belong together have other numbers of partitions
     * @throws UnknownPositionException when a person must decide where to begin
     */
    public StartFacts run() throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var undecidedLooks = 0;
        try (var admin = Admin.create(cluster.clientSettings(Map.of(), Map.of()));
                var reader = new TailReader(cluster)) {
            while (true) {
                try {
                    var facts = new StartFacts(admin, topics, settings.applicationId(), reader);
                    var plan = plan(facts, new NewestAnswers(admin, topics, reader));
                    undecidedLooks = plan.undecided().isEmpty() ? 0 : undecidedLooks + 1;
                    if (undecidedLooks == LOOKS_TO_BE_SURE) {
                        throw new UnknownPositionException(refusal(plan.undecided()));
                    }
                    if (undecidedLooks == 0 && (settle(facts, plan, admin) || System.nanoTime() > deadline)) {
                        return facts;
                    }
                } catch (RetriableException unanswered) {
                    LOG.warn("Kafka does not answer; the processor waits for it: {}", unanswered.getMessage());
                } catch (SchemaRegistryUnavailableException away) {
                    LOG.warn("the processor waits for the schema registry: {}", away.getMessage());
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private StartPlan plan(StartFacts facts, NewestAnswers answers) {
        var plan = new StartPlan(settings.resume(), facts.ranWithoutPositions(), answers::of);
        facts.states().forEach(plan::add);
        return plan;
    }

    /** Returns true if every partition is read from where it should be. */
    private boolean settle(StartFacts facts, StartPlan plan, Admin admin) {
        var offsets = plan.offsets();
        if (!offsets.isEmpty() && (facts.mayBeNewer() || !set(offsets, admin))) {
            return plan.onlyPassesOverRemoved();
        }
        plan.warnings().forEach(LOG::warn);
        for (var state : facts.states()) {
            var lostFrom = plan.removedFrom().get(state.partition());
            if (lostFrom != null) {
                removed.lost(state.partition(), lostFrom, state.begin());
            }
            removed.startAt(
                    state.partition(),
                    offsets.getOrDefault(state.partition(), state.committed().orElse(0)));
        }
        return true;
    }

    private boolean set(Map<TopicPartition, Long> offsets, Admin admin) {
        var isSet = new GroupOffsets(admin, settings.applicationId()).set(offsets);
        if (!isSet) {
            LOG.info("offsets cannot be set yet: the group has members");
        }
        return isSet;
    }

    private String refusal(List<String> undecided) {
        return String.join(System.lineSeparator(), undecided) + System.lineSeparator()
                + "Decide where application " + settings.applicationId()
                + " begins: glyphstream process --resume answered"
                + " (behind the newest answers; labels that are older are passed over) or --resume beginning (answers all"
                + " that is still there, again).";
    }
}
