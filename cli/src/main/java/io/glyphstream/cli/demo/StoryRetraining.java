package io.glyphstream.cli.demo;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.learning.Retraining;
import io.glyphstream.learning.RetrainingException;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.TrainerListener;
import java.time.Clock;
import java.util.Optional;

/** Trains a version again, from nothing but its manifest and the log. */
final class StoryRetraining {

    private StoryRetraining() {}

    /**
     * What a training came to.
     *
     * @param why what differs; empty if nothing does
     */
    record Result(ModelReference model, String why) {

        boolean isSame() {
            return why.isEmpty();
        }
    }

    static Result again(DemoPipeline pipeline, ModelReference model, Clock clock) {
        Optional<ModelManifest> manifest;
        try (var catalog = new ModelCatalog(pipeline.cluster(), pipeline.topics())) {
            manifest = catalog.find(model);
        }
        return new Result(
                model,
                manifest.map(found -> differences(pipeline, found, clock)).orElse("it is not published any more"));
    }

    private static String differences(DemoPipeline pipeline, ModelManifest manifest, Clock clock) {
        var trainer = new ModelTrainer(Runtime.getRuntime().availableProcessors(), clock);
        try {
            var trained = Retraining.prepare(
                            pipeline.cluster(),
                            pipeline.topics(),
                            manifest,
                            StoryRetraining::notFromTheLog,
                            ReadProgress.untold())
                    .train(trainer, TrainerListener.silent());
            return String.join("; ", trained.differences());
        } catch (MissingRecordsException | RetrainingException impossible) {
            return String.valueOf(impossible.getMessage());
        }
    }

    private static Dataset notFromTheLog(String dataset) {
        throw new IllegalStateException(
                "a version of the trainer service must be from the log but was from " + dataset);
    }
}
