package io.glyphstream.cli;

import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.HeldPartition;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.Score;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records as objects for JSON. */
final class Facts {

    private Facts() {}

    static Map<String, @Nullable Object> of(ModelReference reference) {
        return Texts.facts(
                "model", reference.getModel(),
                "version", reference.getVersion(),
                "sha256", Digests.hex(reference.getSha256()));
    }

    static Map<String, @Nullable Object> of(HeldPartition held) {
        var facts = Texts.facts(
                "topic", held.topic(),
                "partition", held.partition(),
                "stableOffset", held.stableOffset(),
                "highWatermark", held.highWatermark());
        held.transaction().ifPresent(open -> {
            facts.put("producerId", open.producerId());
            facts.put("producerEpoch", open.producerEpoch());
            facts.put("transactionalId", open.transactionalId().orElse(null));
            facts.put("startOffset", open.startOffset());
            facts.put("since", open.since().map(Object::toString).orElse(null));
            facts.put("lastWrite", open.lastWrite().toString());
            facts.put("timeOutSeconds", open.timeOut().map(Duration::toSeconds).orElse(null));
        });
        facts.put("text", held.text());
        return facts;
    }

    static Map<String, @Nullable Object> of(Prediction prediction) {
        var facts = Texts.facts(
                "imageId", prediction.getImageId(),
                "answer", prediction.getAnswer(),
                "confidence", prediction.getConfidence(),
                "truth", prediction.getTruth(),
                "inputPartition", prediction.getInputPartition(),
                "inputOffset", prediction.getInputOffset(),
                "deployment", prediction.getDeploymentSequence(),
                "capturedAt", prediction.getCapturedAt().toString(),
                "scoredAt", prediction.getScoredAt().toString());
        facts.put("scores", prediction.getScores().stream().map(Facts::of).toList());
        return facts;
    }

    static Map<String, @Nullable Object> of(AccuracyReport report) {
        var facts = of(report.getModel());
        facts.put("role", lower(report.getRole()));
        facts.put("seen", report.getSeen());
        facts.put("correct", report.getCorrect());
        facts.put("unlabelled", report.getUnlabelled());
        facts.put("accuracy", report.getAccuracy());
        facts.put("lower", report.getLower());
        facts.put("upper", report.getUpper());
        facts.put("windowStart", text(report.getWindowStart()));
        facts.put("windowEnd", text(report.getWindowEnd()));
        facts.put("updatedAt", report.getUpdatedAt().toString());
        return facts;
    }

    static Map<String, @Nullable Object> of(Deployment deployment) {
        return Texts.facts(
                "sequence", deployment.getSequence(),
                "action", lower(deployment.getAction()),
                "subject", Names.of(deployment.getSubject()),
                "champion", deployment.getChampion() == null ? null : Names.of(deployment.getChampion()),
                "challengers",
                        deployment.getChallengers().stream().map(Names::of).toList(),
                "actor", deployment.getActor(),
                "reason", deployment.getReason(),
                "decidedAt", deployment.getDecidedAt().toString());
    }

    static Map<String, @Nullable Object> of(DeadLetterHeaders deadLetter, String key, int bytes) {
        return Texts.facts(
                "topic", deadLetter.topic(),
                "partition", deadLetter.partition(),
                "offset", deadLetter.offset(),
                "stage", deadLetter.stage(),
                "reason", deadLetter.reason(),
                "key", key,
                "bytes", bytes);
    }

    static Map<String, @Nullable Object> of(ModelManifest manifest) {
        var training = manifest.getTraining();
        var facts = of(manifest.getReference());
        facts.put("kind", manifest.getKind());
        facts.put("format", manifest.getFormat());
        facts.put("size", manifest.getSize());
        facts.put("chunks", manifest.getChunkHashes().size());
        facts.put("rows", manifest.getRows());
        facts.put("columns", manifest.getColumns());
        facts.put("classes", manifest.getClasses());
        facts.put("probes", manifest.getProbes().size());
        facts.put("signed", manifest.getSignature() != null);
        facts.put("publishedBy", manifest.getPublishedBy());
        facts.put("publishedAt", manifest.getPublishedAt().toString());
        facts.put(
                "training",
                Texts.facts(
                        "dataset", training.getDataset(),
                        "datasetSha256", Digests.hex(training.getDatasetSha256()),
                        "seed", training.getSeed(),
                        "settings", training.getSettings(),
                        "trainedOn", training.getTrainedOn(),
                        "heldOut", training.getHeldOut(),
                        "correct", training.getCorrect(),
                        "accuracy", Names.heldOutAccuracy(manifest),
                        "durationMillis", training.getDurationMillis()));
        return facts;
    }

    private static Map<String, @Nullable Object> of(Score score) {
        var facts = of(score.getModel());
        facts.put("role", lower(score.getRole()));
        facts.put("label", score.getLabel());
        facts.put("confidence", score.getConfidence());
        facts.put("outputs", score.getOutputs());
        return facts;
    }

    private static @Nullable String text(@Nullable Object value) {
        return Objects.toString(value, null);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
