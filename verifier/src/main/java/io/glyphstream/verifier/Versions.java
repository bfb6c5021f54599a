package io.glyphstream.verifier;

import io.glyphstream.model.Classifier;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The model versions that predictions name: each is judged once, and the latest used are kept loaded. Thread-safe. */
final class Versions {
    private static final int USUALLY_KEPT = 8;

    private final PublishedModels models;
    private final Set<ModelReference> retired;
    private final Findings findings;
    private final Map<ModelReference, Version> judged = new HashMap<>();
    private final Map<ModelReference, Classifier> loaded = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelReference, Classifier> eldest) {
            return size() > kept;
        }
    };

    private int kept = USUALLY_KEPT;

    Versions(PublishedModels models, Findings findings) {
        this.models = models;
        this.retired = models.retired();
        this.findings = findings;
    }

    /** What became of a version. */
    private sealed interface Version {
        record Fit(ModelManifest manifest) implements Version {}

        record Unfit(String reason) implements Version {}

        /** It was retired, and then removed. */
        record Gone() implements Version {}
    }

    /** Returns why a version must not have answered, or nothing. */
    synchronized Optional<String> defect(ModelReference reference) {
        return version(reference) instanceof Version.Unfit unfit ? Optional.of(unfit.reason) : Optional.empty();
    }

    /** Returns the manifest of a version that is fit and still there. */
    synchronized Optional<ModelManifest> manifest(ModelReference reference) {
        return version(reference) instanceof Version.Fit fit ? Optional.of(fit.manifest) : Optional.empty();
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
        if (version(reference) instanceof Version.Fit fit && !loaded.containsKey(reference)) {
            judged.put(reference, load(fit.manifest));
        }
        return Optional.ofNullable(loaded.get(reference));
    }

    private Version version(ModelReference reference) {
        Version known = judged.get(reference);
        if (known == null) {
            known = judge(reference);
            judged.put(reference, known);
        }
        return known;
    }

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
        return new Version.Unfit("was never published");
    }

    private Version load(ModelManifest manifest) {
        try {
            loaded.put(manifest.getReference(), models.load(manifest));
            return new Version.Fit(manifest);
        } catch (InvalidModelException e) {
            return new Version.Unfit("is not fit to serve: " + e.getMessage());
        }
    }
}
