package io.glyphstream.console.pages;

import io.glyphstream.console.stream.AnswerFeed;
import io.glyphstream.console.stream.FleetWatch;
import io.glyphstream.console.stream.LiveFigures;
import io.glyphstream.console.stream.LivePoint;
import io.glyphstream.console.stream.LiveWatch;
import io.glyphstream.console.web.EventStream;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.List;

/** The page Live: what the pipeline does, now and in the last 15 minutes. */
public final class LiveApi implements PageApi {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LiveFigures figures;
    private final LiveView view;
    private final EventStreams streams;

    /** Tells what these know. */
    public LiveApi(LiveFigures figures, AnswerFeed answers, LiveWatch live, FleetWatch fleet, EventStreams streams) {
        this.figures = figures;
        this.streams = streams;
        view = new LiveView(figures, answers, live, fleet);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/live", context -> context.json(view.of(figures.since(0))));
        routes.get("/api/live/events", context -> streams.serve(context, this::tell));
    }

    /** The first event has the history, each further one what came since. */
    private void tell(EventStream events) throws InterruptedException {
        var points = figures.since(0);
        boolean goesOn = events.send("state", view.of(points));
        long last = last(points, 0);
        while (goesOn && events.pause(SECOND)) {
            points = figures.since(last);
            goesOn = events.send("tick", view.of(points));
            last = last(points, last);
        }
    }

    private static long last(List<LivePoint> points, long before) {
        return points.isEmpty() ? before : points.get(points.size() - 1).number();
    }
}
