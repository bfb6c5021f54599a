package io.glyphstream.console.pages;

import io.glyphstream.console.stream.ComparisonJob;
import io.glyphstream.console.stream.ImageFinder;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.OneSidedAnswer;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.schemas.ModelReference;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Images on which only one of two versions was right, as JSON. */
final class OneSidedView {

    private final ModelCatalog catalog;
    private final ImageFinder images;

    OneSidedView(ModelCatalog catalog, ImageFinder images) {
        this.catalog = catalog;
        this.images = images;
    }

    /** Returns both sides of a comparison, with those images that are still there. */
    Map<String, @Nullable Object> of(ComparisonJob.Result result) {
        var first = names(result.comparison().first());
        var second = names(result.comparison().second());
        var found = images.find(Stream.concat(result.onlyFirst().stream(), result.onlySecond().stream())
                .map(OneSidedAnswer::prediction)
                .toList());
        return JsonView.object(
                "onlyFirst", list(result.onlyFirst(), first, second, found),
                "onlySecond", list(result.onlySecond(), first, second, found));
    }

    private static List<Map<String, @Nullable Object>> list(
            List<OneSidedAnswer> answers, ClassNames first, ClassNames second, ImageFinder.Found found) {
        return answers.stream()
                .map(answer -> JsonView.object(
                        "partition", answer.partition(),
                        "offset", answer.offset(),
                        "imageId", answer.prediction().getImageId(),
                        "truth", said(answer.truth(), first.isEmpty() ? second : first),
                        "first", said(answer.first(), first),
                        "second", said(answer.second(), second),
                        "image",
                                found.of(answer.prediction())
                                        .map(PictureView::small)
                                        .orElse(null)))
                .toList();
    }

    private static Map<String, @Nullable Object> said(int label, ClassNames names) {
        return JsonView.object("label", label, "labelName", names.name(label).orElse(null));
    }

    private ClassNames names(ModelReference reference) {
        return catalog.find(reference).map(ClassNames::of).orElseGet(ClassNames::none);
    }
}
