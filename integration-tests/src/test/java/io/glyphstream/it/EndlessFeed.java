package io.glyphstream.it;

import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.producer.FeedSettings;
import io.glyphstream.producer.ImageIds;
import io.glyphstream.producer.ImageProducer;
import io.glyphstream.producer.ProduceResult;
import io.glyphstream.producer.ProducerSettings;
import io.glyphstream.producer.Rate;
import io.glyphstream.producer.Repetition;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A producer that feeds the same images round after round, on a thread of its own. */
final class EndlessFeed implements AutoCloseable {
    /** What a busy machine keeps up with. */
    static final Rate EASY = Rate.perSecond(300);

    private final ImageProducer producer;
    private final CompletableFuture<ProduceResult> result;

    EndlessFeed(Pipeline pipeline, LabeledImages images, ProducerSettings settings) {
        producer = new ImageProducer(pipeline.cluster, pipeline.topics, settings, Clock.systemUTC());
        var feed = Pipeline.imageFeed(
                images, FeedSettings.once(ImageIds.ofRun("endless")).withRepetition(Repetition.ENDLESS));
        result = ThreadPerTask.start(() -> producer.run(feed, progress -> {}));
    }

    /** Stops, and returns how many images the broker has. */
    int stop() throws Exception {
        producer.stop();
        return (int) result.get(Pipeline.PATIENCE.toSeconds(), TimeUnit.SECONDS).acknowledged();
    }

    @Override
    public void close() {
        producer.close();
    }
}
