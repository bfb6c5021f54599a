package io.glyphstream.trainer.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glyphstream.model.neural.EpochMetrics;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Digests;
import io.glyphstream.trainer.TrainingReport;
import io.glyphstream.trainer.evaluation.ConfusionMatrix;
import io.glyphstream.trainer.release.ReleaseOutcome;
import java.util.List;
import java.util.Locale;

/** Reports and outcomes as JSON, for programs. */
public final class JsonReport {

    private JsonReport() {}

    /** Returns a training report. */
    public static ObjectNode of(TrainingReport report) {
        var json = JsonNodeFactory.instance.objectNode();
        var data = report.data();
        var confusion = report.confusion();
        json.put("kind", report.kind());
        json.put("dataset", data.dataset());
        json.put("datasetSha256", Digests.hex(data.trainingSha256()));
        json.put("trainedOn", data.trainedOn());
        json.put("validatedOn", data.validatedOn());
        json.put("heldOut", data.heldOut());
        json.put("correct", confusion.correct());
        json.put("accuracy", confusion.accuracy());
        json.putObject("accuracyInterval")
                .put("lower", confusion.accuracyInterval().lower())
                .put("upper", confusion.accuracyInterval().upper());
        json.put("startedAt", report.startedAt().toString());
        json.put("trainingSeconds", report.trainingTime().toMillis() / 1000.0);
        json.put("seed", report.seed());
        var settings = json.putObject("settings");
        report.settings().forEach(settings::put);
        json.putObject("snapshot")
                .put("sha256", Digests.hex(report.snapshot().sha256()))
                .put("size", report.snapshot().size());
        addTrials(json.putArray("trials"), report.trials());
        report.history().ifPresent(history -> json.set("course", history(history)));
        addClasses(json.putArray("classes"), confusion, data.classNames());
        addRows(json.putArray("confusion"), confusion);
        var mistakes = json.putArray("worstMistakes");
        for (var mistake : report.worstMistakes()) {
            var wrong = mistakes.addObject().put("index", mistake.index()).put("truth", mistake.truth());
            data.classNames().name(mistake.truth()).ifPresent(name -> wrong.put("truthName", name));
            wrong.put("answer", mistake.answer());
            data.classNames().name(mistake.answer()).ifPresent(name -> wrong.put("answerName", name));
            wrong.put("confidence", mistake.confidence());
        }
        return json;
    }

    /** Returns what became of a released model. */
    public static ObjectNode of(ReleaseOutcome outcome) {
        var json = JsonNodeFactory.instance.objectNode();
        var reference = outcome.reference();
        json.put("model", reference.getModel());
        json.put("version", reference.getVersion());
        json.put("sha256", Digests.hex(reference.getSha256()));
        json.put("newVersion", outcome.publication().isNew());
        json.put("outcome", outcome.kind().name().toLowerCase(Locale.ROOT));
        json.put("reason", outcome.reason());
        outcome.comparison()
                .ifPresent(comparison -> json.putObject("comparison")
                        .put("images", comparison.images())
                        .put("correct", comparison.candidateCorrect())
                        .put("championCorrect", comparison.championCorrect())
                        .put("onlyThisCorrect", comparison.onlyCandidate())
                        .put("onlyChampionCorrect", comparison.onlyChampion())
                        .put("pValue", comparison.chance()));
        return json;
    }

    private static void addTrials(ArrayNode json, List<TrainingReport.TrialFacts> trials) {
        for (var trial : trials) {
            var tried = json.addObject();
            tried.put("distorted", trial.isDistorted());
            tried.put("trainedOn", trial.trainedOn());
            tried.put("validatedOn", trial.validatedOn());
            tried.put("bestEpoch", trial.bestEpoch());
            putMeasured(tried, "validationLoss", trial.validationLoss());
            putMeasured(tried, "validationAccuracy", trial.validationAccuracy());
            tried.put("kept", trial.isKept());
        }
    }

    private static ObjectNode history(TrainingReport.TrainingHistory history) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("ending", history.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("bestEpoch", history.bestEpoch());
        history.best().ifPresent(best -> putMeasured(json, "validationAccuracy", best.validationAccuracy()));
        var epochs = json.putArray("epochs");
        for (var metrics : history.epochs()) {
            epochs.add(epoch(metrics));
        }
        return json;
    }

    private static ObjectNode epoch(EpochMetrics metrics) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("epoch", metrics.epoch());
        json.put("learningRate", metrics.learningRate());
        putMeasured(json, "trainingLoss", metrics.trainingLoss());
        putMeasured(json, "trainingAccuracy", metrics.trainingAccuracy());
        putMeasured(json, "validationLoss", metrics.validationLoss());
        putMeasured(json, "validationAccuracy", metrics.validationAccuracy());
        return json;
    }

    /** JSON has no word for what was not measured but null. */
    private static void putMeasured(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
            return;
        }
        json.putNull(name);
    }

    private static void addClasses(ArrayNode json, ConfusionMatrix confusion, ClassNames names) {
        for (var measure : confusion.perClass()) {
            var one = json.addObject().put("label", measure.label());
            names.name(measure.label()).ifPresent(name -> one.put("className", name));
            one.put("images", measure.images())
                    .put("precision", measure.precision())
                    .put("recall", measure.recall())
                    .put("f1", measure.f1());
        }
    }

    private static void addRows(ArrayNode json, ConfusionMatrix confusion) {
        for (var truth = 0; truth < confusion.classes(); truth++) {
            var row = json.addArray();
            for (var answer = 0; answer < confusion.classes(); answer++) {
                row.add(confusion.count(truth, answer));
            }
        }
    }
}
