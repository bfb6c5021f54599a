package io.glyphstream.console.pages;

import io.glyphstream.console.ConsoleSettings;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.console.web.EventStream;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.operations.CommittedReader;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.VerifySettings;
import io.glyphstream.verifier.report.Losses;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The verification of the pipeline: started, watched, cancelled, and its verdict. */
public final class ProofApi implements PageApi, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(200);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final ConsoleSettings settings;
    private final EventStreams streams;
    private final ProofJob job;

    /** Verifies what the processors of these settings have done. */
    public ProofApi(KafkaCluster cluster, Topics topics, Clock clock, ConsoleSettings settings, EventStreams streams) {
        this.cluster = cluster;
        this.topics = topics;
        this.settings = settings;
        this.streams = streams;
        job = new ProofJob(cluster, topics, clock);
    }

    /**
     * What is wanted.
     *
     * @param images how many of the newest images are verified; none for all
     * @param scores which scores are computed again: all, none, or about so many
     * @param acceptLosses whether known losses are no failure
     * @param actor who wants to know; none for the console's own
     */
    public record Wanted(
            @Nullable Long images,
            String scores,
            boolean acceptLosses,
            @Nullable String actor) {}

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/api/proof", context -> context.json(job.state()));
        routes.get("/api/proof/events", context -> streams.serve(context, this::tell));
        routes.post("/api/proof", context -> {
            job.start(order(context.bodyAsClass(Wanted.class)));
            context.json(job.state());
        });
        routes.post("/api/proof/cancel", context -> {
            job.cancel();
            context.json(job.state());
        });
    }

    @Override
    public void close() {
        job.close();
    }

    private void tell(EventStream stream) throws InterruptedException {
        long told = -1;
        do {
            long now = job.changes();
            if (now != told && !stream.send("state", job.state())) {
                return;
            }
            told = now;
        } while (stream.pause(BETWEEN_EVENTS));
    }

    private ProofJob.Order order(Wanted wanted) {
        var actor = wanted.actor() == null || wanted.actor().isBlank() ? settings.actor() : wanted.actor();
        var last = last(wanted.images());
        var verify = new VerifySettings(
                settings.applicationId(),
                share(wanted.scores(), last),
                PATIENCE,
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                wanted.acceptLosses() ? Losses.ACCEPTED : Losses.REFUSED,
                last);
        return new ProofJob.Order(verify, wanted.scores(), actor);
    }

    private static OptionalLong last(@Nullable Long images) {
        if (images == null) {
            return OptionalLong.empty();
        }
        if (images < 1) {
            throw new ApiException(400, "images must be at least 1 but was " + images, "");
        }
        return OptionalLong.of(images);
    }

    private double share(@Nullable String scores, OptionalLong last) {
        if ("all".equals(scores)) {
            return 1;
        }
        if ("none".equals(scores)) {
            return 0;
        }
        long wanted = number(scores)
                .orElseThrow(() ->
                        new ApiException(400, "scores must be all, none or a number from 1 but was " + scores, ""));
        long answered = Math.min(last.orElse(Long.MAX_VALUE), predictions());
        return Math.min(1, (double) wanted / Math.max(1, answered));
    }

    private static OptionalLong number(@Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,9}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** Returns about how many predictions there are. */
    private long predictions() {
        try (var reader =
                new CommittedReader(cluster, List.of(topics.predictions().name()), CommittedReader.Start.END)) {
            return reader.ends().values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
