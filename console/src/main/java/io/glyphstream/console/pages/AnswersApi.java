package io.glyphstream.console.pages;

import io.glyphstream.console.stream.AnswerFilter;
import io.glyphstream.console.stream.AnswerSample;
import io.glyphstream.console.stream.AnswerTail;
import io.glyphstream.console.stream.AnswerWindow;
import io.glyphstream.console.stream.ImageFinder;
import io.glyphstream.console.stream.KnownVersions;
import io.glyphstream.console.stream.LabelFinder;
import io.glyphstream.console.stream.LoadedModels;
import io.glyphstream.console.stream.RecordFinder;
import io.glyphstream.console.stream.SeenAnswer;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.console.web.EventStream;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.operations.JsonView;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The newest answers as pictures, and one answer with what it rests on.
 *
 * <p>A browser receives at most 20 answers a second, however many come.
 */
public final class AnswersApi implements PageApi, AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_PER_TICK = 10;
    private static final int PAGE = 60;
    private static final int MOST_PER_PAGE = 200;

    private final AnswerWindow window;
    private final EventStreams streams;
    private final AnswerTail tail;
    private final RecordFinder predictions;
    private final LabelFinder labels;
    private final AnswerView view;
    private final SingleAnswers single;
    private final NeighborView neighbors;

    /** A search among neighbors takes a processor, and loading a version the memory: one at a time. */
    private final Semaphore comparing = new Semaphore(1);

    /** A search of the topic takes a processor for a second, so there is one at a time. */
    private final Semaphore searching = new Semaphore(1);

    /** What the console keeps of the stream, and of the models. */
    public record Known(AnswerWindow window, ImageFinder images, KnownVersions versions, LoadedModels models) {}

    /** Answers from the window, and from the topics where that does not reach. */
    public AnswersApi(KafkaCluster cluster, Topics topics, Known known, EventStreams streams) {
        window = known.window();
        this.streams = streams;
        tail = new AnswerTail(cluster, topics);
        predictions = new RecordFinder(cluster, topics.predictions().name());
        labels = new LabelFinder(cluster, topics);
        view = new AnswerView(known.images(), labels, known.versions());
        single = new SingleAnswers(predictions, topics);
        neighbors = new NeighborView(known.models());
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/answers", context -> context.json(page(query(context))));
        routes.get("/api/answers/events", context -> {
            var filter = query(context).filter();
            streams.serve(context, stream -> send(stream, filter));
        });
        routes.get("/api/answers/{partition}/{offset}", context -> context.json(view.one(single.find(context))));
        routes.get(
                "/api/answers/{partition}/{offset}/neighbors/{version}",
                context -> context.json(neighbors(single.find(context), context.pathParam("version"))));
    }

    private static AnswerQuery query(Context context) {
        return AnswerQuery.of(context.queryParamMap());
    }

    private Map<String, @Nullable Object> page(AnswerQuery query) {
        var filter = query.filter();
        int most = (int) query.number("limit", 1, MOST_PER_PAGE, PAGE);
        long before = query.number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE);
        var kept = query.isAboutTopic() ? List.<AnswerWindow.Kept>of() : window.page(filter, before, most);
        if (kept.isEmpty() && before == Long.MAX_VALUE) {
            return object(search(filter, most), "topic", null);
        }
        Long next = kept.size() == most ? kept.get(most - 1).number() : null;
        return object(kept.stream().map(AnswerWindow.Kept::answer).toList(), "window", next);
    }

    private Map<String, @Nullable Object> object(List<SeenAnswer> answers, String from, @Nullable Long next) {
        return JsonView.object(
                "answers",
                view.list(answers),
                "from",
                from,
                "next",
                next,
                "searched",
                AnswerTail.OFFSETS,
                "seen",
                window.seen());
    }

    private Map<String, @Nullable Object> neighbors(SeenAnswer answer, String version) throws InterruptedException {
        var image = view.image(answer)
                .orElseThrow(() -> new ApiException(
                        404, "the image was removed, so its neighbors cannot be found", "Kafka removes old images."));
        if (!comparing.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new ApiException(503, "others ask for neighbors at the same time", "Try again in a few seconds.");
        }
        try {
            return neighbors.of(answer, image, version);
        } finally {
            comparing.release();
        }
    }

    private List<SeenAnswer> search(AnswerFilter filter, int most) {
        if (!searching.tryAcquire()) {
            throw new ApiException(503, "somebody else searches the topic of answers", "Try again in a few seconds.");
        }
        try {
            return tail.search(filter, most);
        } finally {
            searching.release();
        }
    }

    private void send(EventStream stream, AnswerFilter filter) throws InterruptedException {
        try (var sample = window.sample(filter)) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = send(stream, sample.take(MOST_PER_TICK)) && stream.pause(TICK);
            }
        }
    }

    private boolean send(EventStream stream, AnswerSample.Taken taken) {
        try {
            return stream.send(
                    "answers",
                    JsonView.object(
                            "answers", view.list(taken.answers()),
                            "passed", taken.passed(),
                            "seen", taken.seen(),
                            "millis", TICK.toMillis()));
        } catch (KafkaException failed) {
            return stream.send("failed", JsonView.object("error", String.valueOf(failed.getMessage())));
        }
    }

    @Override
    public void close() {
        predictions.close();
        labels.close();
    }
}
