package io.glyphstream.console.pages;

import io.glyphstream.console.ConsoleSettings;
import io.glyphstream.console.stream.ComparisonJob;
import io.glyphstream.console.stream.ConfusionReports;
import io.glyphstream.console.stream.ImageFinder;
import io.glyphstream.console.stream.ModelTopics;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;

/** All that the page of models asks for: versions, comparisons, decisions. */
public final class ModelPages implements PageApi, AutoCloseable {

    private final ModelsApi versions;
    private final DecisionsApi decisions;
    private final ComparisonJob job;
    private final ComparisonApi comparisons;

    /** What other pages ask for as well. */
    public record Known(ModelTopics models, ImageFinder images, ConfusionReports reports) {}

    /** Connects on first use. */
    public ModelPages(
            KafkaCluster cluster,
            Topics topics,
            Clock clock,
            ConsoleSettings settings,
            Known known,
            EventStreams streams) {
        versions = new ModelsApi(cluster, topics, known.models(), known.reports());
        decisions = new DecisionsApi(cluster, topics, clock, settings.actor(), streams, versions);
        job = new ComparisonJob(cluster, topics);
        comparisons = new ComparisonApi(job, known.models().catalog(), known.images(), streams);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        versions.addTo(routes);
        decisions.addTo(routes);
        comparisons.addTo(routes);
    }

    @Override
    public void close() {
        job.close();
    }
}
