package io.glyphstream.console.pages;

import io.glyphstream.console.stream.FeedCondition;
import io.glyphstream.operations.JsonView;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feeds as objects for JSON. */
final class FeedView {

    private FeedView() {}

    /** @param name what the feed reads, in words */
    static Map<String, @Nullable Object> of(String name, FeedCondition condition) {
        return JsonView.object(
                "name", name,
                "state", condition.state().name().toLowerCase(Locale.ROOT),
                "reason", condition.reason());
    }
}
