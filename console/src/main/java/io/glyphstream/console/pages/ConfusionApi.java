package io.glyphstream.console.pages;

import io.glyphstream.console.stream.AccuracyFeed;
import io.glyphstream.console.stream.ConfusionReports;
import io.glyphstream.console.stream.KnownVersions;
import io.glyphstream.console.web.EventStream;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.operations.JsonView;
import io.glyphstream.schemas.AccuracyReport;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The confusion matrix of any version, in total or of one window. */
public final class ConfusionApi implements PageApi {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final ConfusionReports reports;
    private final AccuracyFeed feed;
    private final KnownVersions known;
    private final EventStreams streams;

    /** Answers from these reports, which the feed brings. */
    public ConfusionApi(ConfusionReports reports, AccuracyFeed feed, KnownVersions known, EventStreams streams) {
        this.reports = reports;
        this.feed = feed;
        this.known = known;
        this.streams = streams;
    }

    /**
     * What is asked for.
     *
     * @param version such as {@code mlp@3}; empty for the champion
     * @param window {@code newest}, or where it begins; empty for the total
     */
    private record Asked(Optional<String> version, Optional<String> window) {

        static Asked of(Context context) {
            var asked = new Asked(text(context, "version"), text(context, "window"));
            asked.window().filter(text -> !text.equals("newest")).ifPresent(Asked::instant);
            return asked;
        }

        private static Optional<String> text(Context context, String name) {
            return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isBlank());
        }

        private static Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException wrong) {
                throw new IllegalArgumentException(
                        "window must be newest, or a time such as 2026-01-01T12:00:00Z, but was " + text, wrong);
            }
        }

        /** Returns where the window begins; empty for the total, and if the version has no window yet. */
        Optional<Instant> start(List<Instant> windows) {
            return window.flatMap(
                    text -> text.equals("newest") ? windows.stream().findFirst() : Optional.of(instant(text)));
        }
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/confusion", context -> context.json(confusion(Asked.of(context))));
        routes.get("/api/confusion/events", context -> {
            var asked = Asked.of(context);
            streams.serve(context, stream -> send(stream, asked));
        });
    }

    private void send(EventStream stream, Asked asked) throws InterruptedException {
        Map<String, @Nullable Object> sent = Map.of();
        boolean goesOn = true;
        while (goesOn) {
            var now = confusion(asked);
            goesOn = (now.equals(sent) || stream.send("confusion", now)) && stream.pause(TICK);
            sent = now;
        }
    }

    private Map<String, @Nullable Object> confusion(Asked asked) {
        var versions = reports.versions();
        var chosen =
                asked.version().or(() -> champion(versions).map(version -> RecordKeys.accuracy(version.reference())));
        var windows = chosen.stream()
                .flatMap(name -> versions.stream().filter(version -> isNamed(version, name)))
                .findFirst()
                .map(ConfusionReports.Version::windows)
                .orElseGet(List::of);
        return JsonView.object(
                "feed", FeedView.of("accuracy", feed.condition()),
                "versions", versions.stream().map(this::object).toList(),
                "version", chosen.orElse(null),
                "windows", windows.stream().map(Instant::toString).toList(),
                "report",
                        chosen.flatMap(name -> reports.find(name, asked.start(windows)))
                                .map(this::object)
                                .orElse(null));
    }

    /** The champion whose report came last; without a champion, the version whose report came last. */
    private static Optional<ConfusionReports.Version> champion(List<ConfusionReports.Version> versions) {
        return versions.stream()
                .filter(version -> version.total()
                        .filter(total -> total.getRole() == Role.CHAMPION)
                        .isPresent())
                .findFirst()
                .or(() -> versions.stream().findFirst());
    }

    private static boolean isNamed(ConfusionReports.Version version, String name) {
        return RecordKeys.accuracy(version.reference()).equals(name);
    }

    private Map<String, @Nullable Object> object(ConfusionReports.Version version) {
        return version.total().map(JsonView::of).orElseGet(() -> JsonView.of(version.reference()));
    }

    private Map<String, @Nullable Object> object(AccuracyReport report) {
        var object = JsonView.of(report);
        object.put("classes", report.getClasses());
        object.put("confusion", report.getConfusion());
        object.put("classNames", known.names(report.getModel()).names());
        return object;
    }
}
