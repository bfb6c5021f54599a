package io.glyphstream.registry.following;

import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.References;
import io.glyphstream.registry.topics.ChunkSource;
import io.glyphstream.registry.topics.DeploymentHistory;
import io.glyphstream.registry.topics.LoadProgress;
import io.glyphstream.registry.topics.ModelIndex;
import io.glyphstream.registry.topics.ModelUpdate;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * All that a follower knows, and what follows from it: records go in, a set of models comes out.
 *
 * <p>The newest deployment whose champion is fit to serve is the one in force. Where it is not the newest of all, the
 * newer ones are named with the reason. It never goes back behind a deployment of the same log that was in force here
 * before. Only the follower's thread calls this.
 */
final class FollowerState<M> {
    private static final int CANDIDATES = 64;

    private final String modelsTopic;
    private final ModelIndex index;
    private final DeploymentHistory deployments;
    private final LoadedModels<M> loaded;
    private final FollowerListener listener;
    private final Set<ModelReference> candidates = new LinkedHashSet<>();
    private List<Rejection> notServing = List.of();
    private @Nullable ModelSet<M> current;
    private boolean live;
    private boolean settled;
    private boolean servesEarlierLog;

    FollowerState(
            Topics topics, ModelLoader<M> loader, ModelTrust trust, FollowerListener listener, LoadProgress progress) {
        modelsTopic = topics.models().name();
        index = new ModelIndex(topics.models());
        deployments = new DeploymentHistory(topics.deployments());
        loaded = new LoadedModels<>(index, loader, trust, progress, listener::rejected);
        this.listener = listener;
    }

    /** Takes in the next record of one of the two topics. */
    void accept(ConsumerRecord<byte[], byte[]> stored) {
        settled = false;
        if (stored.topic().equals(modelsTopic)) {
            index.apply(stored).accept(new ModelChange(stored.offset()));
            return;
        }
        Optional<String> objection = deployments.apply(stored).match(inForce -> Optional.empty(), Optional::of);
        objection.ifPresent(reason -> listener.unreadable(stored.topic(), stored.offset(), reason));
    }

    /** Acts on what a record of the models topic changed. */
    private final class ModelChange implements ModelUpdate.Visitor {
        private final long offset;

        ModelChange(long offset) {
            this.offset = offset;
        }

        @Override
        public void added(ModelManifest manifest) {
            loaded.reconsider(manifest.getReference().getSha256());
            nominate(manifest.getReference());
        }

        @Override
        public void removed(ModelManifest manifest) {
            candidates.remove(manifest.getReference());
        }

        @Override
        public void chunksChanged(Sha256 snapshot) {
            loaded.reconsider(snapshot);
        }

        @Override
        public void nothing() {}

        @Override
        public void unreadable(String reason) {
            listener.unreadable(modelsTopic, offset, reason);
        }
    }

    /** Every version that appears while following is tried at once; of those met at the start only each model's newest. */
    private void nominate(ModelReference reference) {
        if (!live) {
            candidates.removeIf(other -> other.getModel().equals(reference.getModel()));
        }
        if (candidates.size() == CANDIDATES) {
            candidates.remove(candidates.iterator().next());
        }
        candidates.add(reference);
    }

    /** Forgets what the models topic held, as another topic has its name now; what is loaded stays. */
    void forgetModels() {
        index.clear();
        candidates.clear();
        loaded.reconsiderAll();
        live = false;
        settled = false;
    }

    /**
     * Forgets what was decided, as another topic has the name of deployments now. The new one decides from then on,
     * whatever its sequence numbers, as for a follower that starts; what serves goes on until its newest deployment has
     * a champion that is fit to serve.
     */
    void forgetDeployments() {
        deployments.clear();
        servesEarlierLog = current != null;
        settled = false;
    }

    /** Returns the versions in service that are not on the models topic: a follower that starts now could not load them. */
    private Set<ModelReference> notPublished() {
        var references = inService();
        references.removeIf(reference -> index.find(reference).isPresent());
        return references;
    }

    /** Returns which decision could not be read as a later release wrote it, if there is one. */
    Optional<String> missedDecision() {
        return deployments.missed();
    }

    /** Returns whether the newest deployment asks for a champion that is not to be seen (yet). */
    boolean lacksChampion() {
        return deployments
                .state()
                .champion()
                .filter(champion -> index.find(champion).isEmpty())
                .isPresent();
    }

    /** Returns whether records came since the models in service were last settled. */
    boolean isSettled() {
        return settled;
    }

    /** Puts the models in service that the deployments ask for, as far as they are fit to serve. */
    void settle(ChunkSource source) {
        var refused = new LinkedHashMap<ModelReference, Rejection>();
        var events = deployments.events();
        for (int newest = events.size() - 1; newest >= 0; newest--) {
            var event = events.get(newest);
            if (event.getChampion() == null || isBeforeCurrent(event)) {
                break;
            }
            var models = modelsOf(event, source, refused);
            if (models.isPresent()) {
                activate(models.get(), event);
                break;
            }
            if (servesEarlierLog) {
                break;
            }
        }
        notServing = List.copyOf(refused.values());
        prepareRollback();
        settled = true;
        live = true;
    }

    private boolean isBeforeCurrent(Deployment event) {
        return current != null && !servesEarlierLog && event.getSequence() < current.deploymentSequence();
    }

    private Optional<ModelSet<M>> modelsOf(
            Deployment event, ChunkSource source, Map<ModelReference, Rejection> refused) {
        var champion = take(event.getChampion(), source, refused);
        if (champion.isEmpty()) {
            return Optional.empty();
        }
        var challengers = new ArrayList<ServedModel<M>>();
        for (var challenger : event.getChallengers()) {
            take(challenger, source, refused).ifPresent(challengers::add);
        }
        return Optional.of(new ModelSet<>(event.getSequence(), champion.get(), challengers));
    }

    private Optional<ServedModel<M>> take(
            ModelReference reference, ChunkSource source, Map<ModelReference, Rejection> refused) {
        if (deployments.retired().contains(reference)) {
            refused.put(reference, new Rejection(reference, "it is retired"));
            return Optional.empty();
        }
        return loaded.get(reference, source).match(Optional::of, reason -> {
            refused.put(reference, new Rejection(reference, reason));
            return Optional.empty();
        });
    }

    private void activate(ModelSet<M> models, Deployment cause) {
        servesEarlierLog = false;
        Optional<Lineup> before = Optional.ofNullable(current).map(ModelSet::lineup);
        if (before.equals(Optional.of(models.lineup()))) {
            return;
        }
        current = models;
        listener.swapped(new Swap(before, models.lineup(), cause));
    }

    /** The champion that a rollback leads to is loaded ahead, before all other candidates. */
    private void prepareRollback() {
        var needed = inService();
        var champions = deployments.champions();
        for (var champion : champions.subList(0, Math.min(2, champions.size()))) {
            needed.add(champion);
            if (loaded.isUntried(champion) && index.find(champion).isPresent()) {
                candidates.add(champion);
            }
        }
        loaded.keep(needed);
    }

    private Set<ModelReference> inService() {
        var references = new HashSet<ModelReference>();
        if (current != null) {
            references.add(current.champion().reference());
            current.challengers().forEach(challenger -> references.add(challenger.reference()));
        }
        return references;
    }

    boolean hasCandidates() {
        return !candidates.isEmpty();
    }

    /** Loads one version that is not in service, so that its promotion takes no time, or its defect is known early. */
    void loadAhead(ChunkSource source) {
        var candidate = candidates.iterator().next();
        var unused = loaded.get(candidate, source);
        candidates.remove(candidate);
        settled = false;
    }

    Optional<ModelSet<M>> current() {
        return Optional.ofNullable(current);
    }

    /** Returns all versions found unfit. */
    List<Rejection> rejections() {
        return loaded.rejections();
    }

    private String remark() {
        var lost = notPublished();
        return (servesEarlierLog ? ", by a log of deployments that was replaced since" : "")
                + (lost.isEmpty() ? "" : "; not on the models topic any more: " + References.texts(lost));
    }

    /** Returns the status of a follower that has settled. */
    FollowerStatus status() {
        if (current != null) {
            return new FollowerStatus.Serving(current.lineup(), notServing, remark());
        }
        if (!notServing.isEmpty()) {
            return new FollowerStatus.WaitingForModel("no promoted version is fit to serve: " + notServing);
        }
        if (index.manifests().isEmpty()) {
            return new FollowerStatus.WaitingForModel("none is published yet");
        }
        return new FollowerStatus.WaitingForModel("none is promoted yet");
    }
}
