package io.glyphstream.registry.following;

import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.ModelTrust;
import io.glyphstream.registry.topics.ChunkSource;
import io.glyphstream.registry.topics.LoadProgress;
import io.glyphstream.registry.topics.ModelIndex;
import io.glyphstream.registry.topics.SnapshotAssembly;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The versions that are loaded and verified, and those that were found unfit.
 *
 * <p>Loads on demand, keeps what it is told to keep and a few more, and forgets the longest unused of the others.
 */
final class LoadedModels<M> {
    private static final int OTHERS = 2;
    private static final int REJECTIONS = 1024;

    private final ModelIndex index;
    private final ModelLoader<M> loader;
    private final ModelTrust trust;
    private final LoadProgress progress;
    private final Consumer<Rejection> onRejection;
    private final Map<ModelReference, ServedModel<M>> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<ModelReference, String> rejected = new LinkedHashMap<>();

    /** Called for each rejection once, until the version is reconsidered. */
    LoadedModels(
            ModelIndex index,
            ModelLoader<M> loader,
            ModelTrust trust,
            LoadProgress progress,
            Consumer<Rejection> onRejection) {
        this.index = index;
        this.loader = loader;
        this.trust = trust;
        this.progress = progress;
        this.onRejection = onRejection;
    }

    /** Returns the version, which is loaded now if it was not before. */
    LoadOutcome<M> get(ModelReference reference, ChunkSource source) {
        var known = loaded.get(reference);
        if (known != null) {
            return new LoadOutcome.Ready<>(known);
        }
        var manifest = index.find(reference);
        if (manifest.isEmpty()) {
            return new LoadOutcome.Unfit<>(
                    index.find(reference.getModel(), reference.getVersion()).isPresent()
                            ? "it is published with another SHA-256"
                            : "it is not published");
        }
        var reason = rejected.get(reference);
        if (reason != null) {
            return new LoadOutcome.Unfit<>(reason);
        }
        try {
            var model = new ServedModel<M>(reference, load(manifest.get(), source), ClassNames.of(manifest.get()));
            loaded.put(reference, model);
            return new LoadOutcome.Ready<>(model);
        } catch (InvalidModelException invalid) {
            return reject(reference, String.valueOf(invalid.getMessage()));
        }
    }

    private M load(ModelManifest manifest, ChunkSource source) throws InvalidModelException {
        var objection = trust.objection(manifest);
        if (objection.isPresent()) {
            throw new InvalidModelException(objection.get());
        }
        var assembly = new SnapshotAssembly(
                manifest, index.chunks(manifest.getReference().getSha256()));
        try {
            return admit(manifest, assembly.assemble(source, progress));
        } catch (OutOfMemoryError tooLarge) {
            throw new InvalidModelException(
                    "there is not enough memory to load its " + manifest.getSize() + " bytes with -Xmx"
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + "m; start this process with a larger heap, such as GLYPHSTREAM_JAVA_OPTS=-Xmx2g",
                    tooLarge);
        }
    }

    /** A loader that fails in an unforeseen way has met bytes that it does not understand: they must not serve. */
    private M admit(ModelManifest manifest, byte[] snapshot) throws InvalidModelException {
        try {
            return loader.load(manifest, snapshot);
        } catch (RuntimeException | StackOverflowError unforeseen) {
            throw new InvalidModelException("loading it failed: " + unforeseen, unforeseen);
        }
    }

    private LoadOutcome<M> reject(ModelReference reference, String reason) {
        if (rejected.size() == REJECTIONS) {
            rejected.remove(rejected.keySet().iterator().next());
        }
        rejected.put(reference, reason);
        onRejection.accept(new Rejection(reference, reason));
        return new LoadOutcome.Unfit<>(reason);
    }

    /** Chunks or a manifest came or went: what was rejected for lack of them is tried again. */
    void reconsider(Sha256 snapshot) {
        rejected.keySet().removeIf(reference -> reference.getSha256().equals(snapshot));
    }

    /** The topic was deleted and created again: whatever was rejected is tried again. */
    void reconsiderAll() {
        rejected.clear();
    }

    /** Drops all loaded versions but these and the few used last. */
    void keep(Set<ModelReference> needed) {
        var others = new ArrayList<ModelReference>(loaded.keySet());
        others.removeAll(needed);
        var surplus = others.subList(0, Math.max(0, others.size() - OTHERS));
        loaded.keySet().removeAll(surplus);
    }

    /** Returns whether nothing is known yet of the version's fitness. */
    boolean isUntried(ModelReference reference) {
        return !loaded.containsKey(reference) && !rejected.containsKey(reference);
    }

    List<Rejection> rejections() {
        return rejected.entrySet().stream()
                .map(entry -> new Rejection(entry.getKey(), entry.getValue()))
                .toList();
    }
}
