package io.glyphstream.trainer.release;

import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentDecision;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.UnfitForStreamException;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.registry.publishing.Publication;
import io.glyphstream.registry.publishing.PublishListener;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.trainer.TrainedModel;
import java.util.Optional;

/** Publishes a trained model, and lets the gate decide who answers from then on. */
public final class ModelRelease {

    private static final int ATTEMPTS = 5;

    private final ModelPublisher publisher;
    private final ModelCatalog catalog;
    private final DeploymentLog deployments;
    private final ModelGate gate;

    /**
     * Uses these, and closes none of them.
     *
     * @param threads how many to use for the champion's answers
     */
    public ModelRelease(ModelPublisher publisher, ModelCatalog catalog, DeploymentLog deployments, int threads) {
        this.publisher = publisher;
        this.catalog = catalog;
        this.deployments = deployments;
        this.gate = new ModelGate(threads);
    }

    /**
     * Publishes a model and acts on the gate's verdict, whose reason goes on the log of deployments.
     *
     * @throws io.glyphstream.registry.publishing.PublishException when it could not be published
     * @throws io.glyphstream.registry.deployments.DeploymentRefusedException when it was published but could not be deployed
     */
    public ReleaseOutcome release(TrainedModel model, ReleaseOrder order, PublishListener listener) {
        var publication = publisher.publish(model.draft(order.model(), order.actor()), model.snapshot(), listener);
        for (int attempt = 1; ; attempt++) {
            var outcome = decide(publication, model, order);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            if (attempt == ATTEMPTS) {
                return new ReleaseOutcome.Waiting(
                        publication,
                        "not promoted: others changed the champion " + ATTEMPTS + " times while it was compared with",
                        Optional.empty());
            }
        }
    }

    /** Returns nothing if another became champion while this one was compared with the one before. */
    private Optional<ReleaseOutcome> decide(Publication publication, TrainedModel model, ReleaseOrder order) {
        var reference = publication.manifest().getReference();
        var current = deployments.current();
        var champion = current.map(Deployment::getChampion);
        if (champion.filter(reference::equals).isPresent()) {
            var already = References.text(reference) + " is the champion already";
            return Optional.of(
                    new ReleaseOutcome.Promoted(publication, current.orElseThrow(), already, Optional.empty()));
        }
        var verdict = gate.judge(order.gate(), model.evaluation(), incumbent(order.gate(), champion));
        return verdict.match(
                promote -> promote(publication, promote, order, champion),
                hold -> Optional.of(hold(publication, hold, order)));
    }

    private ReleaseOutcome hold(Publication publication, Verdict.Hold verdict, ReleaseOrder order) {
        var reference = publication.manifest().getReference();
        if (order.notPromoted() == NotPromoted.CHALLENGES) {
            var decision = deployments.shadow(reference, order.actor(), verdict.reason());
            return new ReleaseOutcome.Shadowed(
                    publication, decision.deployment(), reason(decision, verdict), verdict.comparison());
        }
        return new ReleaseOutcome.Waiting(publication, verdict.reason(), verdict.comparison());
    }

    private Optional<ReleaseOutcome> promote(
            Publication publication, Verdict.Promote verdict, ReleaseOrder order, Optional<ModelReference> champion) {
        var reference = publication.manifest().getReference();
        try {
            var decision = order.gate() == Gate.ALWAYS
                    ? deployments.promote(reference, order.actor(), verdict.reason())
                    : deployments.promoteOver(champion, reference, order.actor(), verdict.reason());
            if (!reference.equals(decision.deployment().getChampion())) {
                return Optional.empty();
            }
            return Optional.of(new ReleaseOutcome.Promoted(
                    publication, decision.deployment(), reason(decision, verdict), verdict.comparison()));
        } catch (UnfitForStreamException unfit) {
            return Optional.of(new ReleaseOutcome.Refused(
                    publication, "published, but not promoted: " + unfit.getMessage(), verdict.comparison()));
        }
    }

    private static String reason(DeploymentDecision decision, Verdict verdict) {
        return decision.whyUnchanged().orElse(verdict.reason());
    }

    /** Looks the champion up only where the gate will ask for it: its bytes may be many. */
    private ModelGate.Incumbent incumbent(Gate asked, Optional<ModelReference> champion) {
        if (asked == Gate.ALWAYS || asked == Gate.NEVER || champion.isEmpty()) {
            return new ModelGate.Incumbent.Nobody();
        }
        var reference = champion.get();
        var manifest = catalog.find(reference);
        if (manifest.isEmpty()) {
            return new ModelGate.Incumbent.Unreadable(
                    References.text(reference) + " (SHA-256 " + Digests.hex(reference.getSha256()) + ")",
                    catalog.find(reference.getModel(), reference.getVersion()).isPresent()
                            ? "the models topic has another model under its number"
                            : "it is not on the models topic any more");
        }
        try {
            var classifier = Snapshots.read(catalog.snapshot(manifest.get()));
            return new ModelGate.Incumbent.Champion(References.text(reference), classifier);
        } catch (InvalidModelException | InvalidSnapshotException e) {
            return new ModelGate.Incumbent.Unreadable(References.text(reference), String.valueOf(e.getMessage()));
        }
    }
}
