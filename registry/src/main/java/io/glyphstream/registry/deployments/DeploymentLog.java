package io.glyphstream.registry.deployments;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.registry.topics.DeploymentHistory;
import io.glyphstream.registry.topics.DeploymentReader;
import io.glyphstream.registry.topics.ModelIndex;
import io.glyphstream.registry.topics.ModelReader;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.TextLimits;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.KafkaReply;
import io.glyphstream.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log of who answers, and the only writer of it.
 *
 * <p>Several writers may decide at once. Each appends the event that follows the newest one that it knows, then reads back:
 * of two events with the same sequence number the first on the log is in force and the other is void, whose writer
 * judges its request again in the light of what came between.
 *
 * <p>Safe for use by many threads, one at a time. Where Kafka does not answer, its own exceptions pass through; whether
 * an event was recorded then shows in the {@link #history()}.
 */
public final class DeploymentLog implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;

    @GuardedBy("this")
    private final ModelReader models;

    @GuardedBy("this")
    private final DeploymentReader deployments;

    private final PromotionPolicy policy;

    /** Connects on first use; puts every sound version in service that it is asked to. */
    public DeploymentLog(KafkaCluster cluster, Topics topics, Clock clock) {
        this(cluster, topics, clock, new PromotionPolicy.Everything());
    }

    /** Connects on first use, and asks the policy before it puts another version in service. */
    public DeploymentLog(KafkaCluster cluster, Topics topics, Clock clock, PromotionPolicy policy) {
        this.policy = policy;
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
        models = new ModelReader(cluster, topics);
        deployments = new DeploymentReader(cluster, topics);
    }

    /** Returns the deployment in force, or nothing before the first. */
    public synchronized Optional<Deployment> current() {
        return deployments.read().newest();
    }

    /** Returns which decision could not be read as a later release wrote it, if there is one. */
    public synchronized Optional<String> missedDecision() {
        return deployments.read().missed();
    }

    /** Returns all deployments that are or were in force, the oldest first. */
    public synchronized List<Deployment> history() {
        return List.copyOf(deployments.read().events());
    }

    /**
     * Returns the champions that rollbacks lead back to, the present one first. Those that are retired or damaged since
     * are among them.
     */
    public synchronized List<ModelReference> champions() {
        return List.copyOf(deployments.read().champions());
    }

    /** Returns the version that {@link #rollBack(String, String)} goes back to at present; nothing if it would be refused. */
    public synchronized Optional<ModelReference> rollbackTarget() {
        return new DeploymentRules(deployments.read(), models.read()).rollbackTarget();
    }

    /** Returns the versions that were retired. */
    public synchronized Set<ModelReference> retired() {
        return deployments.read().retired();
    }

    /**
     * Makes a version the champion. It is no challenger any more, and the champion before it leaves service, as a former
     * champion is scored on only if it is shadowed; all other challengers stay.
     *
     * @throws DeploymentRefusedException when the version is not published, not whole, or retired, or the policy refuses it
     */
    public DeploymentDecision promote(ModelReference version, String actor, String reason) {
        return decide(rules -> rules.promote(version), actor, reason);
    }

    /**
     * Makes a version the champion, but only if the champion is still the one that it was compared with. A decision that was
     * made meanwhile stays in force.
     *
     * @param compared the champion of that time; nothing if there was none
     * @throws DeploymentRefusedException when the version is not published, not whole, or retired, or the policy refuses it
     */
    public DeploymentDecision promoteOver(
            Optional<ModelReference> compared, ModelReference version, String actor, String reason) {
        return decide(rules -> rules.promoteOver(compared, version), actor, reason);
    }

    /**
     * Goes back to the champion before the present one, whatever its model. Rolling back twice goes two back.
     *
     * @throws DeploymentRefusedException when there is none that is still published
     */
    public DeploymentDecision rollBack(String actor, String reason) {
        return decide(DeploymentRules::rollBack, actor, reason);
    }

    /**
     * Goes back to the champion of this model before its present one, or to its last one when another model answers.
     *
     * @throws DeploymentRefusedException when there is none that is still published
     */
    public DeploymentDecision rollBack(String model, String actor, String reason) {
        return decide(rules -> rules.rollBack(model), actor, reason);
    }

    /**
     * Goes back to a version that was champion before.
     *
     * @throws DeploymentRefusedException when it never was, or is retired, or not whole
     */
    public DeploymentDecision rollBackTo(ModelReference version, String actor, String reason) {
        return decide(rules -> rules.rollBackTo(version), actor, reason);
    }

    /**
     * Goes back to a former champion, but only if the present one is that which has failed. A decision that was made
     * meanwhile stays in force.
     *
     * @throws DeploymentRefusedException when the one to go back to never was champion, or is retired, or not whole
     */
    public DeploymentDecision rollBackFrom(
            ModelReference failing, ModelReference version, String actor, String reason) {
        return decide(rules -> rules.rollBackFrom(failing, version), actor, reason);
    }

    /**
     * Makes a version a challenger, which is scored on every image beside the champion.
     *
     * @throws DeploymentRefusedException when it is the champion, or not published, not whole, or retired
     */
    public DeploymentDecision shadow(ModelReference version, String actor, String reason) {
        return decide(rules -> rules.shadow(version), actor, reason);
    }

    /**
     * Takes a challenger out of service.
     *
     * @throws DeploymentRefusedException when it is none
     */
    public DeploymentDecision unshadow(ModelReference version, String actor, String reason) {
        return decide(rules -> rules.unshadow(version), actor, reason);
    }

    /**
     * Rules out that a version ever serves again. Its bytes stay until {@code ModelRetention} removes them.
     *
     * @throws DeploymentRefusedException when it is in service, or not published
     */
    public DeploymentDecision retire(ModelReference version, String actor, String reason) {
        return decide(rules -> rules.retire(version), actor, reason);
    }

    /**
     * Returns the deployment that a decision would make if it came now, or the present one if it is so already. Nothing is
     * recorded; the policy is asked, and keeps its warnings.
     *
     * @param action a rollback is one to this version
     * @throws DeploymentRefusedException when the decision would be refused
     */
    public synchronized Deployment rehearse(
            DeploymentAction action, ModelReference version, String actor, String reason) {
        var history = known(deployments.read());
        var index = models.read();
        var rules = new DeploymentRules(history, index);
        var ruling = switch (action) {
            case PROMOTE -> rules.promote(version);
            case ROLLBACK -> rules.rollBackTo(version);
            case SHADOW -> rules.shadow(version);
            case UNSHADOW -> rules.unshadow(version);
            case RETIRE -> rules.retire(version);
        };
        return ruling.match(
                change -> {
                    admit(change, index, history.state().champion().flatMap(index::find));
                    return event(history.state().sequence() + 1, change, actor, reason);
                },
                why -> history.newest().orElseThrow());
    }

    private synchronized DeploymentDecision decide(
            Function<DeploymentRules, Ruling> request, String actor, String reason) {
        checkText("the name of who decides", actor);
        checkText("the reason", reason);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var history = known(deployments.read());
            var index = models.read();
            var ruling = request.apply(new DeploymentRules(history, index));
            Optional<DeploymentDecision> decision = ruling.match(
                    change -> {
                        admit(change, index, history.state().champion().flatMap(index::find));
                        return record(event(history.state().sequence() + 1, change, actor, reason));
                    },
                    why -> Optional.of(
                            new DeploymentDecision.Unchanged(history.newest().orElseThrow(), why)));
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        throw new DeploymentRefusedException("others decided at the same time, " + ATTEMPTS
                + " times in a row; nothing was recorded. Look at the history and try again");
    }

    private static DeploymentHistory known(DeploymentHistory history) {
        history.missed().ifPresent(missed -> {
            throw new DeploymentRefusedException("what is in force is not known, so nothing was recorded: " + missed);
        });
        return history;
    }

    /** Returns nothing if another writer's event came before this one, which is void then. */
    private synchronized Optional<DeploymentDecision> record(Deployment event) {
        append(event);
        return deployments.read().contains(event)
                ? Optional.of(new DeploymentDecision.Recorded(event))
                : Optional.empty();
    }

    /** Readers refuse a record with a longer one. */
    private static void checkText(String what, String text) {
        try {
            TextLimits.check(what, text, TextLimits.ANY);
        } catch (UndecodableRecordException tooLong) {
            throw new DeploymentRefusedException(String.valueOf(tooLong.getMessage()));
        }
    }

    private void admit(Ruling.Change change, ModelIndex index, Optional<ModelManifest> champion) {
        var subject = change.subject();
        switch (change.action()) {
            case PROMOTE, ROLLBACK -> policy.admitChampion(index.find(subject).orElseThrow(), champion);
            case SHADOW -> policy.admitChallenger(index.find(subject).orElseThrow(), champion);
            case UNSHADOW, RETIRE -> {}
        }
    }

    private Deployment event(long sequence, Ruling.Change change, String actor, String reason) {
        return Deployment.newBuilder()
                .setSequence(sequence)
                .setAction(change.action())
                .setSubject(change.subject())
                .setChampion(change.champion())
                .setChallengers(change.challengers())
                .setActor(actor)
                .setReason(reason)
                .setDecidedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private void append(Deployment event) {
        var key = RecordKeys.deployment(event.getSequence()).getBytes(StandardCharsets.UTF_8);
        var value = topics.deployments().encode(event);
        Map<String, Object> defaults = Map.of(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                30_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                15_000L);
        Map<String, Object> required =
                Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, ProducerConfig.ACKS_CONFIG, "all");
        try (var producer = new KafkaProducer<>(
                cluster.clientSettings(defaults, required), new ByteArraySerializer(), new ByteArraySerializer())) {
            KafkaReply.of(
                    producer.send(new ProducerRecord<>(topics.deployments().name(), 0, key, value)));
        }
    }

    @Override
    public synchronized void close() {
        models.close();
        deployments.close();
    }
}
