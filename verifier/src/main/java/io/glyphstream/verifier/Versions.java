package io.glyphstream.verifier;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.model.Classifier;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.verifier.topics.PublishedModels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model versions that predictions name: each is judged once, and the latest used are kept loaded. Thread-safe. */
final class Versions {
    private static final int USUALLY_KEPT = 8;

    private final PublishedModels models;
    private final Set<ModelReference> retired;

    @GuardedBy("this")
    private final Set<ModelReference> deployed = new HashSet<>();

    private final Findings findings;

    @GuardedBy("this")
    private final Map<ModelReference, Version> judged = new HashMap<>();

    @GuardedBy("this")
    private final Map<ModelReference, Classifier> loaded = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("this")
    private int kept = USUALLY_KEPT;

    Versions(PublishedModels models, List<Deployment> deployments, Findings findings) {
        this.models = models;
        this.retired = models.retired();
        this.findings = findings;
        for (var deployment : deployments) {
            deployed.addAll(deployment.getChallengers());
            Optional.ofNullable(deployment.getChampion()).ifPresent(deployed::add);
        }
    }

    /** What became of a version. */
    private sealed interface Version {
        default Optional<ModelManifest> manifest() {
            return Optional.empty();
        }

        default Optional<String> defect() {
            return Optional.empty();
        }

        default Optional<String> loss() {
            return Optional.empty();
        }

        record Fit(ModelManifest fit) implements Version {
            @Override
            public Optional<ModelManifest> manifest() {
                return Optional.of(fit);
            }
        }

        record Unfit(String reason) implements Version {
            @Override
            public Optional<String> defect() {
                return Optional.of(reason);
            }
        }

        /** It was retired, and then removed. */
        record Gone() implements Version {}

        /** It was deployed, so it was published, but it is not there. */
        record Vanished(String reason) implements Version {
            @Override
            public Optional<String> loss() {
                return Optional.of(reason);
            }
        }
    }

    /** Returns why a version must not have answered, or nothing. */
    synchronized Optional<String> defect(ModelReference reference) {
        return version(reference).defect();
    }

    /** Returns why a version that was published is not there any more, though nobody removed it; or nothing. */
    synchronized Optional<String> loss(ModelReference reference) {
        return version(reference).loss();
    }

    /** Returns the manifest of a version that is fit and still there. */
    synchronized Optional<ModelManifest> manifest(ModelReference reference) {
        return version(reference).manifest();
    }

    /** From now on keeps at least so many loaded: those that score the same images are asked for in turn. */
    synchronized void keep(int least) {
        kept = Math.max(kept, least);
    }

    /** Returns the model of a version that is fit and still there. */
    synchronized Optional<Classifier> model(ModelReference reference) {
        var known = loaded.get(reference);
        if (known != null) {
            return Optional.of(known);
        }
        version(reference)
                .manifest()
                .filter(manifest -> !loaded.containsKey(reference))
                .ifPresent(manifest -> judged.put(reference, load(manifest)));
        return Optional.ofNullable(loaded.get(reference));
    }

    @GuardedBy("this")
    private Version version(ModelReference reference) {
        Version known = judged.get(reference);
        if (known == null) {
            known = judge(reference);
            judged.put(reference, known);
        }
        return known;
    }

    @GuardedBy("this")
    private Version judge(ModelReference reference) {
        @Nullable ModelManifest manifest = models.find(reference).orElse(null);
        if (manifest != null) {
            return load(manifest);
        }
        if (retired.contains(reference)) {
            findings.note(RecordKeys.accuracy(reference)
                    + " was retired and removed: its scores could not be computed again");
            return new Version.Gone();
        }
        if (deployed.contains(reference)) {
            return new Version.Vanished("but models does not have it: the topic is younger than its answers,"
                    + " or was damaged; the version's scores could not be computed again");
        }
        return new Version.Unfit("was never published");
    }

    @GuardedBy("this")
    private Version load(ModelManifest manifest) {
        try {
            loaded.put(manifest.getReference(), models.load(manifest));
            if (loaded.size() > kept) {
                loaded.remove(loaded.keySet().iterator().next());
            }
            return new Version.Fit(manifest);
        } catch (InvalidModelException e) {
            return new Version.Unfit("is not fit to serve: " + e.getMessage());
        }
    }
}
