package io.glyphstream.console.pages;

import io.glyphstream.console.stream.ConfusionReports;
import io.glyphstream.console.stream.ModelTopics;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.counting.AccuracyReports;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.ModelLineage;
import io.glyphstream.operations.ModelList;
import io.glyphstream.operations.ServiceRole;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ModelManifest;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is published, how good it is, and what was decided about it. */
final class ModelsApi implements PageApi {

    private final KafkaCluster cluster;
    private final Topics topics;
    private final ModelCatalog catalog;
    private final DeploymentLog log;

    private final ConfusionReports reports;

    /** Answers from what others read. */
    ModelsApi(KafkaCluster cluster, Topics topics, ModelTopics models, ConfusionReports reports) {
        this.cluster = cluster;
        this.topics = topics;
        catalog = models.catalog();
        log = models.log();
        this.reports = reports;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/models", context -> context.json(all()));
        routes.get("/api/models/{model}/{version}", context -> context.json(one(context)));
        routes.get("/api/deployments", context -> context.json(JsonView.object("deployments", history())));
    }

    /** Returns the versions as the models topic has them. */
    ModelCatalog catalog() {
        return catalog;
    }

    /** Returns the decisions, for reading. */
    DeploymentLog log() {
        return log;
    }

    private Map<String, @Nullable Object> all() {
        var list = ModelList.read(catalog, log);
        var versions = new ArrayList<Map<String, @Nullable Object>>();
        for (var version : list.versions()) {
            var object = JsonView.of(version);
            version.manifest().ifPresent(manifest -> object.put("heldOut", heldOut(manifest)));
            object.put("live", live(version.reference()));
            versions.add(object);
        }
        return JsonView.object(
                "versions", versions,
                "unreadable", list.unreadable(),
                "deployment", log.current().map(JsonView::of).orElse(null),
                "missedDecision", log.missedDecision().orElse(null),
                "rollback", log.rollbackTarget().map(JsonView::of).orElse(null));
    }

    private Map<String, @Nullable Object> one(Context context) {
        var manifest = Requests.version(context, catalog);
        var reference = manifest.getReference();
        var history = log.history();
        var lineage = ModelLineage.read(cluster, topics, history, reference);
        var object = JsonView.of(manifest);
        object.put(
                "role", ServiceRole.of(reference, log.current(), log.retired()).text());
        object.put("defect", catalog.defect(manifest).orElse(null));
        object.put("heldOut", heldOut(manifest));
        object.put("learningCurve", JsonView.learningCurve(manifest));
        object.put("confusion", manifest.getTraining().getConfusion());
        object.put("live", live(reference));
        object.put("outcome", lineage.outcome().map(JsonView::of).orElse(null));
        object.put("unread", lineage.unread());
        object.put("wasChampion", history.stream().anyMatch(past -> reference.equals(past.getChampion())));
        object.put("deployment", log.current().map(JsonView::of).orElse(null));
        object.put(
                "decisions",
                history.stream()
                        .filter(past -> reference.equals(past.getSubject()))
                        .map(JsonView::of)
                        .toList());
        var said = manifest.getPreprocessing();
        object.put(
                "preprocessing",
                said == null
                        ? null
                        : JsonView.object(
                                "colors", said.getColors(),
                                "polarity", said.getPolarity(),
                                "fit", said.getFit(),
                                "center", said.getCenter()));
        return object;
    }

    /** Returns the accuracy on held-out images with its interval; null if it was measured on none. */
    private static @Nullable Map<String, @Nullable Object> heldOut(ModelManifest manifest) {
        long images = manifest.getTraining().getHeldOut();
        long correct = manifest.getTraining().getCorrect();
        return ModelList.heldOutAccuracy(manifest)
                .map(accuracy -> JsonView.object(
                        "images", images,
                        "correct", correct,
                        "accuracy", accuracy,
                        "lower", AccuracyReports.wilson(images, correct, -1),
                        "upper", AccuracyReports.wilson(images, correct, 1)))
                .orElse(null);
    }

    private @Nullable Map<String, @Nullable Object> live(ModelReference reference) {
        return reports.total(reference).map(JsonView::of).orElse(null);
    }

    private List<Map<String, @Nullable Object>> history() {
        var newestFirst = new ArrayList<Deployment>(log.history());
        Collections.reverse(newestFirst);
        return newestFirst.stream().map(JsonView::of).toList();
    }
}
