package io.glyphstream.operations;

import static io.glyphstream.registry.References.text;

import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.registry.deployments.StreamFitPolicy;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the running accuracy of the champion with that of the one before it, and rolls back if the champion is worse by
 * more than chance allows. Used by one thread at a time.
 */
public final class Guard implements AutoCloseable {

    private final GuardPolicy policy;
    private final DeploymentLog log;
    private final AccuracyTotals totals;
    private final Map<ModelReference, Integer> looked = new HashMap<>();

    /** Connects to a cluster. */
    public Guard(KafkaCluster cluster, Topics topics, Clock clock, GuardPolicy policy) {
        this.policy = policy;
        totals = new AccuracyTotals(cluster, topics);
        var fit = new StreamFitPolicy(cluster, topics, clock, StreamFitPolicy.Insistence.REFUSE);
        log = new DeploymentLog(cluster, topics, clock, fit);
    }

    /** Compares if a look is due, and changes nothing. */
    public GuardFinding look() {
        List<ModelReference> champions = log.champions();
        var retired = log.retired();
        Optional<ModelReference> predecessor = champions.stream()
                .skip(1)
                .filter(former -> !retired.contains(former))
                .findFirst();
        if (predecessor.isEmpty()) {
            return new GuardFinding.Idle("there is no champion before the present one to go back to");
        }
        return compare(champions.get(0), predecessor.get());
    }

    /** Compares if a look is due, and rolls back if the champion is worse; {@code actor} goes on the log. */
    public GuardFinding act(String actor) {
        var finding = look();
        return finding.unanswered().map(drop -> rollBack(drop, actor)).orElse(finding);
    }

    private GuardFinding rollBack(GuardLook look, String actor) {
        try {
            var decision = log.rollBackFrom(
                    look.champion().getModel(), look.predecessor().getModel(), actor, look.reason());
            return new GuardFinding.RolledBack(look, decision);
        } catch (DeploymentRefusedException refused) {
            return new GuardFinding.Refused(look, String.valueOf(refused.getMessage()));
        }
    }

    private GuardFinding compare(ModelReference champion, ModelReference predecessor) {
        totals.refresh();
        var report = totals.of(champion);
        var before = totals.of(predecessor);
        if (report.isEmpty() || before.isEmpty() || before.get().getSeen() < policy.least()) {
            return new GuardFinding.Idle(
                    text(champion) + " and " + text(predecessor) + " have not both seen enough labeled images");
        }
        long seen = report.get().getSeen();
        int due = GuardLook.due(seen, policy.least());
        if (due == 0 || due <= looked.getOrDefault(champion, 0)) {
            return new GuardFinding.Idle("no look is due at " + Numbers.count(seen, "image") + " of " + text(champion));
        }
        looked.put(champion, due);
        var look = GuardLook.at(due, policy.level(), report.get(), before.get());
        return look.isDrop() ? new GuardFinding.Drop(look) : new GuardFinding.NoDrop(look);
    }

    @Override
    public void close() {
        totals.close();
        log.close();
    }
}
