package io.glyphstream.serving;

import io.glyphstream.model.Classifier;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.ModelKinds;
import io.glyphstream.model.Scores;
import io.glyphstream.model.Snapshots;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.following.ModelLoader;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.Probe;
import java.util.List;

/**
 * Admits a model: its snapshot is sound, it is what its manifest says, and it gives the manifest's probes their scores to the bit.
 * The probes also warm the model up before the first image.
 */
public final class ModelSnapshotLoader implements ModelLoader<Classifier> {
    @Override
    public Classifier load(ModelManifest manifest, byte[] snapshot) throws InvalidModelException {
        checkKind(manifest.getKind());
        if (!Snapshots.knows(manifest.getFormat())) {
            throw new InvalidModelException("snapshot has format %d, but this version reads formats %d and %d"
                    .formatted(manifest.getFormat(), Snapshots.FORMAT, Snapshots.COLOR_FORMAT));
        }
        var model = read(snapshot);
        checkShape(manifest, model);
        checkProbes(manifest.getProbes(), model);
        return model;
    }

    private static void checkKind(String kind) throws InvalidModelException {
        var known = ModelKinds.all().names();
        if (!known.contains(kind)) {
            throw new InvalidModelException("manifest says %s, but this release knows only %s; a later one may know it"
                    .formatted(kind, String.join(", ", known)));
        }
    }

    private static Classifier read(byte[] snapshot) throws InvalidModelException {
        try {
            return Snapshots.read(snapshot);
        } catch (InvalidSnapshotException e) {
            throw new InvalidModelException("snapshot refused: " + e.getMessage(), e);
        }
    }

    private static void checkShape(ModelManifest manifest, Classifier model) throws InvalidModelException {
        var images = InputShape.text(manifest.getRows(), manifest.getColumns(), manifest.getChannels());
        var claimed = shape(manifest.getKind(), images, manifest.getClasses());
        var found = shape(model.kind().name(), model.input().toString(), model.classes());
        if (!claimed.equals(found)) {
            throw new InvalidModelException("manifest says " + claimed + ", but the snapshot holds " + found);
        }
    }

    private static String shape(String kind, String images, int classes) {
        return "%s for %s pixels and %d classes".formatted(kind, images, classes);
    }

    private static void checkProbes(List<Probe> probes, Classifier model) throws InvalidModelException {
        if (probes.isEmpty()) {
            return;
        }
        var area = model.input().values();
        var pixels = new byte[Math.multiplyExact(probes.size(), area)];
        for (var i = 0; i < probes.size(); i++) {
            var probe = probes.get(i).getPixels();
            if (probe.remaining() != area) {
                throw new InvalidModelException(
                        "probe %d has %d pixels, but must have %d".formatted(i, probe.remaining(), area));
            }
            probe.get(probe.position(), pixels, i * area, area);
        }
        var scores = model.score(pixels, probes.size());
        for (var i = 0; i < probes.size(); i++) {
            checkProbe(i, probes.get(i), scores);
        }
    }

    private static void checkProbe(int index, Probe probe, Scores scores) throws InvalidModelException {
        if (probe.getLabel() != scores.label(index)) {
            throw new InvalidModelException("probe %d must be answered %d, but is answered %d"
                    .formatted(index, probe.getLabel(), scores.label(index)));
        }
        var outputs = scores.outputs(index);
        if (probe.getOutputs().size() != outputs.length) {
            throw new InvalidModelException("probe %d has %d outputs, but must have %d"
                    .formatted(index, probe.getOutputs().size(), outputs.length));
        }
        for (var c = 0; c < outputs.length; c++) {
            float expected = probe.getOutputs().get(c);
            if (Float.floatToRawIntBits(expected) != Float.floatToRawIntBits(outputs[c])) {
                throw new InvalidModelException("probe %d must have output %s for class %d, but has %s"
                        .formatted(index, expected, c, outputs[c]));
            }
        }
    }
}
