package io.glyphstream.registry.following;

import static io.glyphstream.registry.topics.WrittenTopics.TOPICS;

import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.References;
import io.glyphstream.registry.topics.WrittenTopics;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what was written since it last did, as a follower's thread would. */
final class ReadingFollower implements FollowerListener {
    /** Bytes that begin with this are what its loader refuses. */
    static final byte POISON = 99;

    /** Bytes that begin with this are what its loader has no memory for. */
    static final byte TOO_LARGE = 97;

    final List<Swap> swaps = new ArrayList<>();
    final List<String> unreadable = new ArrayList<>();
    final List<Rejection> rejected = new ArrayList<>();
    final Map<String, Integer> loads = new HashMap<>();
    final FollowerState<byte[]> state;
    private final WrittenTopics topics;
    private int models;
    private int deployments;

    ReadingFollower(WrittenTopics topics, ModelTrust trust) {
        this.topics = topics;
        state = new FollowerState<>(TOPICS, this::load, trust, this, (reference, read, total) -> {});
    }

    void read() {
        topics.models.subList(models, topics.models.size()).forEach(state::accept);
        topics.deployments.subList(deployments, topics.deployments.size()).forEach(state::accept);
        models = topics.models.size();
        deployments = topics.deployments.size();
        state.settle(topics.source());
        while (state.hasCandidates()) {
            state.loadAhead(topics.source());
            state.settle(topics.source());
        }
    }

    /** Reads the models topic as another one that is there under its name. */
    void readModelsAgain() {
        state.forgetModels();
        models = 0;
        read();
    }

    /** Reads the deployments topic as another one that is there under its name. */
    void readDeploymentsAgain() {
        state.forgetDeployments();
        deployments = 0;
        read();
    }

    private byte[] load(ModelManifest manifest, byte[] snapshot) throws InvalidModelException {
        loads.merge(References.text(manifest), 1, Integer::sum);
        if (snapshot[0] == POISON) {
            throw new InvalidModelException("poisoned");
        }
        if (snapshot[0] == TOO_LARGE) {
            throw new OutOfMemoryError("Java heap space");
        }
        return snapshot[0] == 98 ? new byte[] {snapshot[snapshot.length]} : snapshot;
    }

    String status() {
        return state.status().text();
    }

    ModelSet<byte[]> current() {
        return state.current().orElseThrow();
    }

    byte[] served(ModelReference reference) {
        return Optional.of(current().champion())
                .filter(champion -> champion.reference().equals(reference))
                .orElseThrow()
                .model();
    }

    @Override
    public void swapped(Swap swap) {
        swaps.add(swap);
    }

    @Override
    public void rejected(Rejection rejection) {
        rejected.add(rejection);
    }

    @Override
    public void unreadable(String topic, long offset, String reason) {
        unreadable.add(reason);
    }
}
