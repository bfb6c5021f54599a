package io.glyphstream.console.pages;

import io.glyphstream.console.stream.LoadedModel;
import io.glyphstream.console.stream.LoadedModels;
import io.glyphstream.console.stream.SeenAnswer;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.model.InputShape;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.operations.JsonView;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Score;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The neighbors that decided an answer, found again with the snapshot of exactly the version that answered. */
final class NeighborView {

    /** More would not be looked at one by one. */
    private static final int MOST_SHOWN = 50;

    private final LoadedModels models;

    NeighborView(LoadedModels models) {
        this.models = models;
    }

    /**
     * Returns the neighbors of the image by one of the versions that scored it.
     *
     * @param name such as {@code knn@1}
     * @throws ApiException when there are none to show; it says why
     */
    Map<String, @Nullable Object> of(SeenAnswer answer, Image image, String name) {
        var score = answer.prediction().getScores().stream()
                .filter(one -> RecordKeys.accuracy(one.getModel()).equals(name))
                .findFirst()
                .orElseThrow(() -> new ApiException(404, name + " did not score this image", "Name one that did."));
        var model = model(score);
        if (!(model.classifier() instanceof NearestNeighbors classifier)) {
            throw new ApiException(404, name + " is no model of neighbors", "Only k-NN answers by neighbors.");
        }
        if (!classifier.input().equals(new InputShape(image.getRows(), image.getColumns(), image.getChannels()))) {
            throw new ApiException(409, name + " takes images of " + classifier.input() + ", and this is another", "");
        }
        return of(classifier, image, ClassNames.of(model.manifest()), score);
    }

    private LoadedModel model(Score score) {
        var name = RecordKeys.accuracy(score.getModel());
        try {
            return models.find(score.getModel())
                    .orElseThrow(() -> new ApiException(
                            404,
                            name + " is not published any more, so its neighbors cannot be found",
                            "Versions are removed by glyphstream models prune."));
        } catch (InvalidModelException refused) {
            throw new ApiException(409, name + " cannot be loaded: " + refused.getMessage(), "");
        }
    }

    private static Map<String, @Nullable Object> of(
            NearestNeighbors classifier, Image image, ClassNames names, Score score) {
        byte[] pixels = Images.pixels(image);
        var deciding = classifier.deciding(pixels);
        var settings = classifier.settings();
        var shape = classifier.input();
        var neighbors = deciding.stream()
                .limit(MOST_SHOWN)
                .map(neighbor -> JsonView.object(
                        "index", neighbor.index(),
                        "label", neighbor.label(),
                        "labelName", names.name(neighbor.label()).orElse(null),
                        "distance", neighbor.distance(),
                        "image",
                                PictureView.of(
                                        classifier.reference(neighbor.index()),
                                        shape.rows(),
                                        shape.columns(),
                                        shape.channels())))
                .toList();
        return JsonView.object(
                "version", JsonView.of(score.getModel()),
                "k", settings.k(),
                "voters", deciding.size(),
                "references", classifier.size(),
                "weighting", lower(settings.weighting()),
                "reranking", lower(settings.reranking()),
                "deskewed", settings.preprocessing() == Preprocessing.DESKEW,
                "vote", classifier.score(pixels, 1).label(0),
                "answered", score.getLabel(),
                "neighbors", neighbors);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
