package io.glyphstream.console.pages;

import io.glyphstream.console.stream.DeadLetterFeed;
import io.glyphstream.console.stream.ModelTopics;
import io.glyphstream.console.stream.RecordFinder;
import io.glyphstream.console.stream.TopicWatch;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.console.web.EventStream;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.LetterRepair;
import io.glyphstream.operations.LetterRepair.Change;
import io.glyphstream.operations.Replay;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The dead letters: the newest, one of them with all that is known of it, and another try for those that can be repaired. */
public final class DeadLettersApi implements PageApi, AutoCloseable {

    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(1);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final EventStreams streams;
    private final DeadLetterFeed feed;
    private final RecordFinder letters;
    private final ChampionLookup champions;
    private final Semaphore replays = new Semaphore(1);
    private volatile Optional<Reading> reading = Optional.empty();

    private DeadLettersApi(
            KafkaCluster cluster, Topics topics, TopicWatch watch, ModelTopics models, EventStreams streams) {
        this.cluster = cluster;
        this.topics = topics;
        this.streams = streams;
        letters = new RecordFinder(cluster, topics.deadLetters().name());
        champions = new ChampionLookup(topics, models);
        feed = DeadLetterFeed.start(cluster, topics, watch);
    }

    /** Starts to read the dead letters. */
    public static DeadLettersApi start(
            KafkaCluster cluster, Topics topics, TopicWatch watch, ModelTopics models, EventStreams streams) {
        return new DeadLettersApi(cluster, topics, watch, models, streams);
    }

    /**
     * What a replay is to do.
     *
     * @param dryRun whether it only tells
     * @param resize whether images are brought to the champion's size
     * @param dropLabels whether labels that the champion does not know are left out
     */
    public record Order(boolean dryRun, boolean resize, boolean dropLabels) {

        private EnumSet<Change> allowed() {
            var allowed = EnumSet.noneOf(Change.class);
            if (resize) {
                allowed.add(Change.RESIZE);
            }
            if (dropLabels) {
                allowed.add(Change.DROP_LABEL);
            }
            return allowed;
        }
    }

    /** How far a replay has read a topic. */
    private record Reading(String topic, long done, long total) {

        Map<String, @Nullable Object> object() {
            return JsonView.object("topic", topic, "done", done, "total", total);
        }
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/dead-letters", context -> context.json(list()));
        routes.get("/api/dead-letters/events", context -> streams.serve(context, this::tell));
        routes.get("/api/dead-letters/{partition}/{offset}", this::one);
        routes.post("/api/dead-letters/replay", context -> context.json(replay(context.bodyAsClass(Order.class))));
    }

    @Override
    public void close() {
        feed.close();
        letters.close();
    }

    private Map<String, @Nullable Object> list() {
        var known = feed.known();
        return JsonView.object(
                "topic", topics.deadLetters().name(),
                "count", known.count(),
                "isAll", known.isAll(),
                "kept", DeadLetterFeed.KEPT,
                "feed", FeedView.of("dead letters", feed.condition()),
                "letters", known.newest().stream().map(LetterView::of).toList());
    }

    /** Tells that there is something new, so that the page asks for the list, and how far a replay has come. */
    private void tell(EventStream stream) throws InterruptedException {
        var told = "";
        Optional<Reading> toldReading = Optional.empty();
        do {
            var mark = mark();
            if (!mark.equals(told)) {
                told = mark;
                if (!stream.send(
                        "changed", JsonView.object("count", feed.known().count()))) {
                    return;
                }
            }
            var now = reading;
            if (!now.equals(toldReading)) {
                toldReading = now;
                if (!stream.send("replay", now.map(Reading::object).orElseGet(JsonView::object))) {
                    return;
                }
            }
        } while (stream.pause(BETWEEN_EVENTS));
    }

    /** Returns what differs when something has happened. */
    private String mark() {
        return feed.known().count() + " " + feed.condition();
    }

    private void one(Context context) {
        var place = Requests.place(context, "/dead-letters/3/1204");
        var letter = letters.find(List.of(place)).get(place);
        if (letter == null) {
            throw new ApiException(
                    404,
                    "there is no dead letter in partition " + place.partition() + " at offset " + place.offset(),
                    "Retention may have removed it.");
        }
        var object = LetterView.of(letter, topics);
        try {
            object.put("repair", LetterView.repair(letter, topics, champions.champion()));
        } catch (ApiException noChampion) {
            object.put("repair", JsonView.object("possible", false, "reason", noChampion.getMessage()));
        }
        context.json(object);
    }

    private Map<String, @Nullable Object> replay(Order order) {
        if (!replays.tryAcquire()) {
            throw new ApiException(409, "dead letters are being replayed already", "Wait until that is done.");
        }
        try {
            var mode = order.dryRun() ? Replay.Mode.ONLY_TELL : Replay.Mode.SEND;
            var repair = new LetterRepair(topics.images(), champions.champion(), order.allowed());
            return JsonView.of(new Replay(cluster, topics, repair).run(mode, this::hasRead), mode);
        } finally {
            reading = Optional.empty();
            replays.release();
        }
    }

    private boolean hasRead(String topic, long done, long total) {
        reading = Optional.of(new Reading(topic, done, total));
        return true;
    }
}
