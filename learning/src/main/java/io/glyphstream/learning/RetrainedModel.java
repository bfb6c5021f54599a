package io.glyphstream.learning;

import io.glyphstream.operations.Numbers;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.LearningCurves;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.trainer.Recipes;
import io.glyphstream.trainer.TrainedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What training a published model again came to.
 *
 * @param model the published version; its digest is that of the published snapshot
 * @param snapshotSha256 the digest of the snapshot that was made now
 * @param namedData the digest of the data that the manifest names
 * @param data the digest of the data that was read now
 * @param differences what is not as the manifest has it, a sentence each; empty if all is the same
 * @param notes what is another, but made no difference by itself
 * @param trainedOn how many images it learned from
 * @param heldOut how many images it was measured on
 * @param trainingTime how long the training took
 */
public record RetrainedModel(
        ModelReference model,
        Sha256 snapshotSha256,
        Sha256 namedData,
        Sha256 data,
        List<String> differences,
        List<String> notes,
        long trainedOn,
        long heldOut,
        Duration trainingTime) {

    public RetrainedModel {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }

    /** Returns true if data, snapshot and held-out figures are those of the manifest. */
    public boolean isSame() {
        return differences.isEmpty();
    }

    /** Compares a model with the manifest whose recipe it was trained by. */
    static RetrainedModel of(ModelManifest manifest, NamedData data, TrainedModel trained) {
        var named = manifest.getTraining();
        var report = trained.report();
        var differences = new Differences();
        differences.compare("the digest of the data is", hex(data.found()), hex(data.named()));
        differences.compare(
                "the digest of the images and labels trained on is",
                hex(report.data().trainingSha256()),
                hex(named.getDatasetSha256()));
        differences.compare("images trained on:", report.data().trainedOn(), named.getTrainedOn());
        differences.compare("images held out:", report.data().heldOut(), named.getHeldOut());
        differences.compare("of these right:", report.confusion().correct(), named.getCorrect());
        if (!report.confusion().counts().equals(named.getConfusion())) {
            differences.all.add("the confusion matrix is another than in the manifest");
        }
        differences.compare(
                "the digest of the snapshot is",
                hex(report.snapshot().sha256()),
                hex(manifest.getReference().getSha256()));
        var curve = LearningCurves.of(manifest);
        if (curve.isPresent() && !curve.equals(trained.learningCurve())) {
            differences.all.add("the learning curve is another than in the manifest");
        }
        int version = named.getRecipe() == null
                ? Recipes.CODE_VERSION
                : named.getRecipe().getCodeVersion();
        var notes = new ArrayList<String>();
        if (version != Recipes.CODE_VERSION) {
            notes.add("the training code has version " + Recipes.CODE_VERSION + ", and the manifest says " + version);
        }
        return new RetrainedModel(
                manifest.getReference(),
                report.snapshot().sha256(),
                data.named(),
                data.found(),
                differences.all,
                notes,
                report.data().trainedOn(),
                report.data().heldOut(),
                report.trainingTime());
    }

    private static String hex(Sha256 digest) {
        return Digests.hex(digest);
    }

    /** What is not as it was named. */
    private static final class Differences {

        private final List<String> all = new ArrayList<>();

        void compare(String what, long found, long named) {
            compare(what, Numbers.format(found), Numbers.format(named));
        }

        void compare(String what, String found, String named) {
            if (!found.equals(named)) {
                all.add(what + " " + found + ", and the manifest says " + named);
            }
        }
    }
}
