package io.glyphstream.registry.topics;

import io.glyphstream.schemas.ClaimedShape;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.LearningCurves;
import io.glyphstream.schemas.ModelManifest;
import java.util.Optional;

/** What a manifest must keep to before any of its claims is acted on. */
public final class ManifestRules {
    private ManifestRules() {}

    /** Returns why the manifest must be refused, or nothing. */
    public static Optional<String> defect(ModelManifest manifest) {
        int chunks = manifest.getChunkHashes().size();
        long size = manifest.getSize();
        if (size < 1 || size > Limits.SNAPSHOT_BYTES) {
            return Optional.of(
                    "its manifest claims " + size + " bytes where 1 to " + Limits.SNAPSHOT_BYTES + " may be");
        }
        if (chunks < 1 || chunks > Limits.CHUNKS) {
            return Optional.of("its manifest claims " + chunks + " chunks where 1 to " + Limits.CHUNKS + " may be");
        }
        if (size < chunks || size > (long) chunks * Limits.CHUNK_BYTES) {
            return Optional.of("its manifest claims " + size + " bytes in " + chunks + " chunks of 1 to "
                    + Limits.CHUNK_BYTES + " bytes");
        }
        return shapeDefect(manifest).or(() -> probeDefect(manifest));
    }

    private static Optional<String> shapeDefect(ModelManifest manifest) {
        var shape = ClaimedShape.of(manifest);
        if (!shape.hasPossibleSides()) {
            return Optional.of(
                    "its manifest claims images of " + shape + " where each side may be 1 to " + Images.MAX_SIDE);
        }
        if (!shape.hasPossibleChannels()) {
            return Optional.of("its manifest claims images of " + shape + " where " + Images.GRAY + " or "
                    + Images.COLOR + " channels may be");
        }
        if (manifest.getClasses() < 2 || manifest.getClasses() > Images.MAX_CLASSES) {
            return Optional.of("its manifest claims " + manifest.getClasses() + " classes where 2 to "
                    + Images.MAX_CLASSES + " may be");
        }
        return ClassNames.defect(manifest)
                .or(() -> LearningCurves.defect(manifest))
                .map(defect -> "its manifest is wrong: " + defect);
    }

    private static Optional<String> probeDefect(ModelManifest manifest) {
        long pixels = ClaimedShape.of(manifest).bytes();
        for (var probe : manifest.getProbes()) {
            if (probe.getPixels().remaining() != pixels) {
                return Optional.of("its manifest has a probe of "
                        + probe.getPixels().remaining() + " pixels where the model takes " + pixels);
            }
            if (probe.getOutputs().size() != manifest.getClasses()) {
                return Optional.of("its manifest has a probe with "
                        + probe.getOutputs().size() + " outputs for " + manifest.getClasses() + " classes");
            }
        }
        return Optional.empty();
    }
}
