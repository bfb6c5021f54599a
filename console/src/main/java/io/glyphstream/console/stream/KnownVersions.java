package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.operations.LabelNames;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The manifests of versions that answered, read once each; those of the 200 that were asked for last are kept. */
public final class KnownVersions implements LabelNames {

    private static final int MOST = 200;

    private final ModelCatalog catalog;

    @GuardedBy("this")
    private final Map<ModelReference, Optional<Known>> known = new LinkedHashMap<>(16, 0.75f, true);

    private record Known(ModelManifest manifest, ClassNames names) {}

    /** Asks a catalog, which stays the caller's to close. */
    public KnownVersions(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the manifest of exactly this version, while it is published. */
    public Optional<ModelManifest> manifest(ModelReference reference) {
        return known(reference).map(Known::manifest);
    }

    /** Returns what the classes of a version are called. */
    public ClassNames names(ModelReference reference) {
        return known(reference).map(Known::names).orElseGet(ClassNames::none);
    }

    @Override
    public Optional<String> name(ModelReference model, int label) {
        return names(model).name(label);
    }

    private synchronized Optional<Known> known(ModelReference reference) {
        var found = known.get(reference);
        if (found == null) {
            found = catalog.find(reference).map(manifest -> new Known(manifest, ClassNames.of(manifest)));
            if (known.size() >= MOST) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(reference, found);
        }
        return found;
    }
}
