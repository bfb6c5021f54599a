package io.glyphstream.console.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.glyphstream.console.stream.ComparisonJob;
import io.glyphstream.console.stream.ImageFinder;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.console.web.EventStream;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.ModelComparison;
import io.glyphstream.operations.ModelNames;
import io.glyphstream.operations.NoSuchModelException;
import io.glyphstream.registry.References;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelManifest;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two versions on the images that both have scored: started by one request, followed by another. */
final class ComparisonApi implements PageApi {

    private static final Duration LOOK = Duration.ofMillis(150);

    private final ComparisonJob job;
    private final ModelCatalog catalog;
    private final ImageFinder images;
    private final EventStreams streams;

    ComparisonApi(ComparisonJob job, ModelCatalog catalog, ImageFinder images, EventStreams streams) {
        this.job = job;
        this.catalog = catalog;
        this.images = images;
        this.streams = streams;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/api/comparisons", context -> context.json(start(context)));
        routes.post("/api/comparisons/cancel", context -> {
            job.cancel();
            context.json(JsonView.object("cancelled", true));
        });
        routes.get("/api/comparisons/{id}/images", context -> context.json(oneSided(context.pathParam("id"))));
        routes.get("/api/comparisons", context -> streams.serve(context, this::follow));
    }

    private Map<String, @Nullable Object> start(Context context) {
        var asked = Requests.object(context);
        var first = find(asked, "first");
        var second = find(asked, "second");
        if (first.getReference().equals(second.getReference())) {
            throw new ApiException(
                    400, "two versions must be named but both are " + References.text(first), "Choose another one.");
        }
        return job.start(first, second)
                .map(this::of)
                .orElseThrow(() -> new ApiException(
                        409,
                        "another comparison is running"
                                + job.newest()
                                        .map(look -> ": " + References.text(look.first()) + " and "
                                                + References.text(look.second()))
                                        .orElse(""),
                        "Wait for it, or cancel it."));
    }

    private ModelManifest find(JsonNode asked, String name) {
        try {
            return ModelNames.find(catalog, Requests.text(asked, name));
        } catch (NoSuchModelException none) {
            throw new ApiException(404, String.valueOf(none.getMessage()), "The page Models shows what is published.");
        }
    }

    private void follow(EventStream stream) throws InterruptedException {
        Optional<ComparisonJob.Look> told = Optional.empty();
        boolean isFirst = true;
        do {
            var look = job.newest();
            if ((isFirst || !look.equals(told))
                    && !stream.send("comparison", look.map(this::of).orElseGet(JsonView::object))) {
                return;
            }
            isFirst = false;
            told = look;
        } while (stream.pause(LOOK));
    }

    private Map<String, @Nullable Object> of(ComparisonJob.Look look) {
        return JsonView.object(
                "id", look.id(),
                "first", JsonView.of(look.first()),
                "second", JsonView.of(look.second()),
                "state", look.state().name().toLowerCase(Locale.ROOT),
                "topic", look.topic(),
                "done", look.done(),
                "total", look.total(),
                "failure", look.failure(),
                "result",
                        look.result()
                                .map(ComparisonJob.Result::comparison)
                                .map(this::result)
                                .orElse(null));
    }

    /** Returns the newest images on which only one of the versions was right. */
    private Map<String, @Nullable Object> oneSided(String id) {
        var look = job.newest()
                .filter(newest -> Long.toString(newest.id()).equals(id))
                .filter(newest -> newest.result().isPresent())
                .orElseThrow(() -> new ApiException(
                        404, "there is no result of comparison " + id + " any more", "Compare the versions again."));
        var result = look.result().orElseThrow();
        return new OneSidedView(catalog, images).of(result);
    }

    private Map<String, @Nullable Object> result(ModelComparison compared) {
        var names = Stream.of(compared.first(), compared.second())
                .flatMap(reference -> catalog.find(reference).stream())
                .map(ClassNames::of)
                .filter(known -> !known.isEmpty())
                .findFirst()
                .orElse(ClassNames.none());
        return JsonView.of(compared, names);
    }
}
