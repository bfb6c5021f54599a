package io.glyphstream.operations;

import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.Rollout;
import io.glyphstream.registry.publishing.Removal;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.DeadLetterHeaders;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.RejectedModel;
import io.glyphstream.schemas.Score;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.schemas.TrainingOutcome;
import io.glyphstream.schemas.kafka.HeldPartition;
import io.glyphstream.verifier.report.VerifyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records and results as objects for JSON: maps, lists, texts, numbers and truth values. The same thing looks the same
 * wherever it shows; a version is always an object with {@code name, model, version, sha256}.
 */
public final class JsonView {

    private JsonView() {}

    /** Returns a version. */
    public static Map<String, @Nullable Object> of(ModelReference reference) {
        return object(
                "name", References.text(reference),
                "model", reference.getModel(),
                "version", reference.getVersion(),
                "sha256", Digests.hex(reference.getSha256()));
    }

    /** Returns a partition on which a transaction is open. */
    public static Map<String, @Nullable Object> of(HeldPartition held) {
        var object = object(
                "topic", held.topic(),
                "partition", held.partition(),
                "stableOffset", held.stableOffset(),
                "highWatermark", held.highWatermark());
        held.transaction().ifPresent(open -> {
            object.put("producerId", open.producerId());
            object.put("producerEpoch", open.producerEpoch());
            object.put("transactionalId", open.transactionalId().orElse(null));
            object.put("startOffset", open.startOffset());
            object.put("since", open.since().map(Object::toString).orElse(null));
            object.put("lastWrite", open.lastWrite().toString());
            object.put("timeOutSeconds", open.timeOut().map(Duration::toSeconds).orElse(null));
        });
        object.put("text", held.text());
        return object;
    }

    /** Returns an answer; classes that have names are named beside their numbers. */
    public static Map<String, @Nullable Object> of(Prediction prediction, LabelNames names) {
        var object = object("imageId", prediction.getImageId(), "answer", prediction.getAnswer());
        champion(prediction)
                .flatMap(model -> names.name(model, prediction.getAnswer()))
                .ifPresent(name -> object.put("className", name));
        object.put("confidence", prediction.getConfidence());
        Integer truth = prediction.getTruth();
        object.put("truth", truth);
        if (truth != null) {
            champion(prediction)
                    .flatMap(model -> names.name(model, truth))
                    .ifPresent(name -> object.put("truthName", name));
        }
        object.putAll(object(
                "inputPartition", prediction.getInputPartition(),
                "inputOffset", prediction.getInputOffset(),
                "deployment", prediction.getDeploymentSequence(),
                "capturedAt", prediction.getCapturedAt().toString(),
                "scoredAt", prediction.getScoredAt().toString()));
        object.put(
                "scores",
                prediction.getScores().stream().map(score -> of(score, names)).toList());
        return object;
    }

    private static Optional<ModelReference> champion(Prediction prediction) {
        return prediction.getScores().stream().map(Score::getModel).findFirst();
    }

    /** Returns the accuracy of a version. */
    public static Map<String, @Nullable Object> of(AccuracyReport report) {
        var object = of(report.getModel());
        object.put("role", lower(report.getRole()));
        object.put("seen", report.getSeen());
        object.put("correct", report.getCorrect());
        object.put("unlabelled", report.getUnlabelled());
        object.put("accuracy", report.getAccuracy());
        object.put("lower", report.getLower());
        object.put("upper", report.getUpper());
        object.put("windowStart", text(report.getWindowStart()));
        object.put("windowEnd", text(report.getWindowEnd()));
        object.put("updatedAt", report.getUpdatedAt().toString());
        return object;
    }

    /** Returns a decision about who serves. */
    public static Map<String, @Nullable Object> of(Deployment deployment) {
        return object(
                "sequence", deployment.getSequence(),
                "action", lower(deployment.getAction()),
                "subject", of(deployment.getSubject()),
                "champion", ofNullable(deployment.getChampion()),
                "challengers",
                        deployment.getChallengers().stream().map(JsonView::of).toList(),
                "actor", deployment.getActor(),
                "reason", deployment.getReason(),
                "decidedAt", deployment.getDecidedAt().toString());
    }

    /** Returns a dead letter. */
    public static Map<String, @Nullable Object> of(DeadLetterHeaders deadLetter, String key, int bytes) {
        return object(
                "topic", deadLetter.topic(),
                "partition", deadLetter.partition(),
                "offset", deadLetter.offset(),
                "stage", deadLetter.stage(),
                "reason", deadLetter.reason(),
                "key", key,
                "bytes", bytes);
    }

    /** Returns a published version. */
    public static Map<String, @Nullable Object> of(ModelManifest manifest) {
        var object = of(manifest.getReference());
        object.put("kind", manifest.getKind());
        object.put("format", manifest.getFormat());
        object.put("size", manifest.getSize());
        object.put("chunks", manifest.getChunkHashes().size());
        object.put("rows", manifest.getRows());
        object.put("columns", manifest.getColumns());
        object.put("channels", manifest.getChannels());
        object.put("classes", manifest.getClasses());
        object.put("classNames", manifest.getClassNames());
        object.put("probes", manifest.getProbes().size());
        object.put("signed", manifest.getSignature() != null);
        object.put("publishedBy", manifest.getPublishedBy());
        object.put("publishedAt", manifest.getPublishedAt().toString());
        object.put("training", LineageView.of(manifest.getTraining(), ModelList.heldOutAccuracy(manifest)));
        return object;
    }

    /** Returns how a training went; null where it had no epochs. It is long, so it is no part of a version's object. */
    public static @Nullable Map<String, @Nullable Object> learningCurve(ModelManifest manifest) {
        return LineageView.of(manifest.getLearningCurve());
    }

    /** Returns what became of a training. */
    public static Map<String, @Nullable Object> of(TrainingOutcome outcome) {
        return LineageView.of(outcome);
    }

    /** Returns what each trainer service does. */
    public static List<Map<String, @Nullable Object>> of(TrainerStatus trainers) {
        return trainers.reports().stream().map(report -> of(report, trainers)).toList();
    }

    private static Map<String, @Nullable Object> of(TrainerReport report, TrainerStatus trainers) {
        var drift = report.getDrift();
        return object(
                "model", report.getModel(),
                "instance", report.getInstance(),
                "state", lower(report.getState()),
                "gone", trainers.isGone(report),
                "status", trainers.text(report),
                "collected", report.getCollected(),
                "needed", report.getNeeded(),
                "drift",
                        object(
                                "champion", ofNullable(drift.getModel()),
                                "answers", drift.getAnswers(),
                                "labeled", drift.getLabeled(),
                                "errorRate", drift.getErrorRate(),
                                "shift", drift.getShift(),
                                "alarms", drift.getAlarms(),
                                "last", drift.getLast()),
                "last", report.getLast() == null ? null : of(report.getLast()),
                "address", report.getAddress(),
                "reportedAt", report.getReportedAt().toString(),
                "reportAgeSeconds", trainers.age(report).toSeconds());
    }

    /** Returns a version, whether it is published or missing, with its role. */
    public static Map<String, @Nullable Object> of(ModelList.Version version) {
        var object = version.manifest().map(JsonView::of).orElseGet(() -> of(version.reference()));
        object.put("role", version.role().text());
        object.put("missing", version.manifest().isEmpty());
        return object;
    }

    /** Returns how all is. */
    public static Map<String, @Nullable Object> of(FleetStatus fleet) {
        return object(
                "good", fleet.isGood(),
                "deployment", fleet.deployment().map(JsonView::of).orElse(null),
                "missedDecision", fleet.missedDecision().orElse(null),
                "missing", fleet.missing().stream().map(JsonView::of).toList(),
                "processors",
                        fleet.processors().stream()
                                .map(report -> of(report, fleet))
                                .toList(),
                "unreadReports", fleet.unreadReports(),
                "unassigned",
                        fleet.lag().unassigned().entrySet().stream()
                                .map(share -> unassigned(share.getKey(), share.getValue()))
                                .toList(),
                "lagUnknown", fleet.lag().unknown(),
                "held", fleet.held().stream().map(JsonView::of).toList());
    }

    private static Map<String, @Nullable Object> unassigned(String applicationId, ProcessorLag share) {
        return object(
                "applicationId", applicationId,
                "partitions", share.partitions(),
                "partitionRanges", share.ranges(),
                "lag", share.images());
    }

    private static Map<String, @Nullable Object> of(ProcessorReport report, FleetStatus fleet) {
        var lag = fleet.lag().of(report);
        return object(
                "applicationId", report.getApplicationId(),
                "instance", report.getInstance(),
                "state", lower(report.getState()),
                "status", FleetStatus.status(report),
                "release", report.getRelease(),
                "warnings", FleetStatus.warnings(report),
                "deployment", report.getDeployment(),
                "champion", ofNullable(report.getChampion()),
                "challengers",
                        report.getChallengers().stream().map(JsonView::of).toList(),
                "rejected", report.getRejected().stream().map(JsonView::of).toList(),
                "partitions", lag.map(ProcessorLag::partitions).orElse(null),
                "partitionRanges", lag.map(ProcessorLag::ranges).orElse(null),
                "lag", lag.map(ProcessorLag::images).orElse(null),
                "lagsMost", fleet.lagsMost(report),
                "lagUnknown", fleet.lag().reason(report).orElse(null),
                "address", report.getAddress(),
                "startedAt", report.getStartedAt().toString(),
                "reportedAt", report.getReportedAt().toString(),
                "reportAgeSeconds", fleet.age(report).toSeconds());
    }

    private static Map<String, @Nullable Object> of(RejectedModel rejected) {
        var object = of(rejected.getModel());
        object.put("reason", rejected.getReason());
        return object;
    }

    /** Returns how far a deployment has come. */
    public static Map<String, @Nullable Object> of(Rollout rollout) {
        var refusing = object();
        for (var report : rollout.refusing()) {
            var refusal = Rollout.refusal(report, rollout.deployment()).orElseThrow();
            refusing.put(FleetStatus.name(report), refusal.getReason());
        }
        return object(
                "complete", RolloutWait.isComplete(rollout),
                "serving", rollout.serving().stream().map(FleetStatus::name).toList(),
                "waiting", rollout.waiting().stream().map(FleetStatus::name).toList(),
                "refusing", refusing);
    }

    /** Returns two versions beside each other; classes that have names are named beside their numbers. */
    public static Map<String, @Nullable Object> of(ModelComparison compared, ClassNames names) {
        var scores = compared.scores();
        var comparison = scores.comparison();
        var classes = new ArrayList<Map<String, @Nullable Object>>();
        for (int label = 0; label < scores.classes().size(); label++) {
            var counted = scores.classes().get(label);
            var one = object("class", label);
            names.name(label).ifPresent(name -> one.put("className", name));
            one.put("images", counted.images());
            one.put("firstCorrect", counted.firstCorrect());
            one.put("secondCorrect", counted.secondCorrect());
            classes.add(one);
        }
        return object(
                "first", of(compared.first()),
                "second", of(compared.second()),
                "images", scores.images(),
                "agreed", scores.agreed(),
                "labelled", comparison.images(),
                "firstCorrect", comparison.candidateCorrect(),
                "secondCorrect", comparison.championCorrect(),
                "onlyFirstCorrect", comparison.onlyCandidate(),
                "onlySecondCorrect", comparison.onlyChampion(),
                "chance", comparison.images() == 0 ? null : comparison.chance(),
                "classes", classes);
    }

    /** Returns what was removed of a version. */
    public static Map<String, @Nullable Object> of(Removal removal) {
        var object = of(removal.reference());
        object.put("chunks", removal.chunks());
        object.put("bytes", removal.bytes());
        return object;
    }

    /** Returns what a replay came to. */
    public static Map<String, @Nullable Object> of(Replay.Result result, Replay.Mode mode) {
        return object(
                "fedBack", result.fedBack(),
                "fedBackBefore", result.before(),
                "left", result.left(),
                "dryRun", mode == Replay.Mode.ONLY_TELL,
                "reasons", result.reasons());
    }

    /** Returns what a verification found. */
    public static Map<String, @Nullable Object> of(VerifyReport report) {
        return VerificationView.of(report);
    }

    /** Returns an object whose members keep this order: name, value, name, value, ... */
    public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    private static @Nullable Map<String, @Nullable Object> ofNullable(@Nullable ModelReference reference) {
        return reference == null ? null : of(reference);
    }

    private static Map<String, @Nullable Object> of(Score score, LabelNames names) {
        var object = of(score.getModel());
        object.put("role", lower(score.getRole()));
        object.put("label", score.getLabel());
        names.name(score.getModel(), score.getLabel()).ifPresent(name -> object.put("className", name));
        object.put("confidence", score.getConfidence());
        object.put("outputs", score.getOutputs());
        return object;
    }

    private static @Nullable String text(@Nullable Object value) {
        return Objects.toString(value, null);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
