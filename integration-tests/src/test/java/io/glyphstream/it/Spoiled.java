package io.glyphstream.it;

import io.glyphstream.registry.publishing.ModelDraft;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Probe;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Images and models that are not what they should be. */
final class Spoiled {
    private Spoiled() {}

    /** Returns an empty image of this size, which is well-formed whatever its label. */
    static Image image(String id, int rows, int columns, @Nullable Integer label) {
        return Image.newBuilder()
                .setId(id)
                .setRows(rows)
                .setColumns(columns)
                .setPixels(ByteBuffer.allocate(rows * columns))
                .setLabel(label)
                .setCapturedAt(Instant.EPOCH)
                .build();
    }

    /** Returns a perceptron's snapshot whose last bias is no number. */
    static byte[] withoutABias(byte[] snapshot) {
        var spoiled = snapshot.clone();
        ByteBuffer.wrap(spoiled).putFloat(spoiled.length - Float.BYTES, Float.NaN);
        return spoiled;
    }

    /** Returns a draft whose first probe expects an output that differs in its last bit. */
    static ModelDraft withAnotherProbe(ModelDraft draft) {
        var probes = new ArrayList<>(draft.probes());
        var first = probes.get(0);
        var outputs = new ArrayList<>(first.getOutputs());
        outputs.set(0, Math.nextUp(outputs.get(0)));
        probes.set(0, new Probe(first.getPixels(), first.getLabel(), outputs));
        return new ModelDraft(
                draft.model(),
                draft.kind(),
                draft.format(),
                draft.rows(),
                draft.columns(),
                draft.classes(),
                draft.training(),
                probes,
                draft.publishedBy());
    }
}
