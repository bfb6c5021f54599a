package io.glyphstream.console.pages;

import io.glyphstream.console.stream.AnswerFeed;
import io.glyphstream.console.stream.FleetWatch;
import io.glyphstream.console.stream.LiveFigures;
import io.glyphstream.console.stream.LivePoint;
import io.glyphstream.console.stream.LiveWatch;
import io.glyphstream.console.stream.RecentAccuracy;
import io.glyphstream.operations.FleetStatus;
import io.glyphstream.operations.JsonView;
import io.glyphstream.registry.References;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.ProcessorReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The live state as JSON. */
final class LiveView {

    private static final int MOST_SWAPS = 100;

    private final LiveFigures figures;
    private final AnswerFeed answers;
    private final LiveWatch live;
    private final FleetWatch fleet;

    LiveView(LiveFigures figures, AnswerFeed answers, LiveWatch live, FleetWatch fleet) {
        this.figures = figures;
        this.answers = answers;
        this.live = live;
        this.fleet = fleet;
    }

    /** Returns the state, with these points. */
    Map<String, @Nullable Object> of(List<LivePoint> points) {
        var feed = answers.report();
        var view = fleet.view();
        return JsonView.object(
                "points", points.stream().map(LiveView::of).toList(),
                "versions", figures.totals().stream().map(LiveView::version).toList(),
                "answers",
                        JsonView.object(
                                "isSample", feed.isSample(),
                                "told", feed.told(),
                                "skipped", feed.skipped(),
                                "unreadable", feed.unreadable(),
                                "unreadableReason", feed.unreadableReason()),
                "feeds",
                        List.of(
                                FeedView.of("answers", feed.condition()),
                                FeedView.of("counts and lag", live.counts()),
                                FeedView.of("figures", live.clock()),
                                FeedView.of("processors", fleet.condition()),
                                FeedView.of("the ids of topics", live.topics())),
                "fleet", view.map(LiveView::fleet).orElse(null),
                "trainers", view.map(known -> JsonView.of(known.trainers())).orElse(null),
                "swaps", view.map(known -> swaps(known.decisions())).orElse(null));
    }

    private static Map<String, @Nullable Object> of(LivePoint point) {
        var accuracy = JsonView.object();
        for (var recent : point.accuracy()) {
            accuracy.put(References.text(recent.model()), of(recent));
        }
        return JsonView.object(
                "number", point.number(),
                "at", point.at(),
                "rate", point.rate().map(rate -> Math.round(10 * rate) / 10.0).orElse(null),
                "lag", point.lag().orElse(null),
                "p50", point.p50().orElse(null),
                "p99", point.p99().orElse(null),
                "accuracy", accuracy);
    }

    /** There are thousands of these in a history, so they have no names. */
    private static List<Number> of(RecentAccuracy recent) {
        return List.of(rounded(recent.accuracy()), rounded(recent.lower()), rounded(recent.upper()), recent.seen());
    }

    private static Map<String, @Nullable Object> version(AccuracyReport total) {
        var object = JsonView.of(total);
        object.remove("windowStart");
        object.remove("windowEnd");
        return object;
    }

    private static Map<String, @Nullable Object> fleet(FleetWatch.View view) {
        var fleet = view.fleet();
        var object = JsonView.of(fleet);
        var served =
                fleet.processors().stream().map(ProcessorReport::getDeployment).collect(Collectors.toSet());
        var decided = JsonView.object();
        view.decisions().stream()
                .filter(decision -> served.contains(decision.getSequence()))
                .forEach(decision -> decided.put(
                        String.valueOf(decision.getSequence()),
                        decision.getDecidedAt().toString()));
        object.put("decided", decided);
        object.put(
                "quiet",
                fleet.processors().stream()
                        .filter(fleet::isQuiet)
                        .map(FleetStatus::name)
                        .toList());
        return object;
    }

    private static List<Map<String, @Nullable Object>> swaps(List<Deployment> decisions) {
        return decisions.stream()
                .skip(Math.max(0, decisions.size() - MOST_SWAPS))
                .map(JsonView::of)
                .toList();
    }

    private static double rounded(double share) {
        return Math.round(1e6 * share) / 1e6;
    }
}
