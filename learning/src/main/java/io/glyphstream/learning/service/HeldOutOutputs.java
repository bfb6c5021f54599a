package io.glyphstream.learning.service;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.learning.window.LogReader;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.learning.window.NamedWindow;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of a published model on the images of the log that were held out from its training.
 *
 * @param model whose outputs these are
 * @param rows one for each image, the oldest first, with one output for each class; none if they cannot be had
 * @param lack why they cannot be had, if they cannot
 */
record HeldOutOutputs(ModelReference model, List<float[]> rows, Optional<String> lack) {

    private static final int BATCH = 500;

    HeldOutOutputs {
        rows = List.copyOf(rows);
    }

    /** Reads the images that the model's manifest names, and scores those that are held out with its snapshot. */
    static HeldOutOutputs of(KafkaCluster cluster, Topics topics, ModelReference model) {
        try (var catalog = new ModelCatalog(cluster, topics)) {
            var manifest = catalog.find(model);
            if (manifest.isEmpty()) {
                return lacking(
                        model, "its manifest is not on " + topics.models().name());
            }
            @Nullable LogData log = manifest.get().getTraining().getLog();
            if (log == null) {
                return lacking(
                        model,
                        "it was trained on a file, "
                                + manifest.get().getTraining().getDataset());
            }
            var images = heldOut(cluster, topics, manifest.get(), log);
            return new HeldOutOutputs(
                    model, outputs(Snapshots.read(catalog.snapshot(manifest.get())), images), Optional.empty());
        } catch (MissingRecordsException
                | InvalidModelException
                | InvalidSnapshotException
                | IllegalArgumentException unusable) {
            return lacking(model, String.valueOf(unusable.getMessage()));
        }
    }

    private static HeldOutOutputs lacking(ModelReference model, String lack) {
        return new HeldOutOutputs(model, List.of(), Optional.of(lack));
    }

    private static LabeledImages heldOut(KafkaCluster cluster, Topics topics, ModelManifest manifest, LogData log)
            throws MissingRecordsException {
        return new NamedWindow(new LogReader(cluster, topics))
                .read(manifest, log, NamedWindow.rule(log), ReadProgress.untold())
                .dataset()
                .test();
    }

    private static List<float[]> outputs(Classifier classifier, LabeledImages images) {
        int area = images.shape().bytes();
        var rows = new ArrayList<float[]>(images.size());
        for (int from = 0; from < images.size(); from += BATCH) {
            int to = Math.min(images.size(), from + BATCH);
            var scores = classifier.score(Arrays.copyOfRange(images.pixels(), from * area, to * area), to - from);
            for (int image = 0; image < to - from; image++) {
                rows.add(scores.outputs(image));
            }
        }
        return rows;
    }
}
