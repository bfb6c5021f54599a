package io.glyphstream.processor;

import io.glyphstream.registry.Lineup;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.Role;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What a processor counts and measures of itself; thread-safe. */
final class ProcessorMetrics {
    private final MeterRegistry registry;
    private final LongAdder predictions = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder setAside = new LongAdder();
    private final Counter swaps;
    private final Counter rejectedModels;
    private final DistributionSummary batches;
    private final MultiGauge serving;

    ProcessorMetrics(MeterRegistry registry, RemovedRecords removed) {
        this.registry = registry;
        lost("glyphstream.images.lost.to.retention", Input.IMAGES, removed);
        lost("glyphstream.labels.lost.to.retention", Input.LABELS, removed);
        count("glyphstream.predictions", "Images answered.", predictions);
        count("glyphstream.dead.letters", "Records refused.", deadLetters);
        count("glyphstream.records.set.aside", "Records made dead letters because they ended their task.", setAside);
        swaps = Counter.builder("glyphstream.swaps")
                .description("Changes of the models in service, the first included.")
                .register(registry);
        rejectedModels = Counter.builder("glyphstream.models.rejected")
                .description("Versions that were found unfit to serve.")
                .register(registry);
        batches = DistributionSummary.builder("glyphstream.batch")
                .description("Images that were scored together.")
                .baseUnit("images")
                .register(registry);
        serving = MultiGauge.builder("glyphstream.model.serving")
                .description("1 for each model in service.")
                .register(registry);
    }

    private void lost(String name, Input input, RemovedRecords removed) {
        FunctionCounter.builder(name, removed, records -> records.count(input))
                .description("Offsets that the topic's retention removed before they were read.")
                .register(registry);
    }

    private void count(String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    void decided(long answered, long refused) {
        predictions.add(answered);
        deadLetters.add(refused);
    }

    void setAside() {
        setAside.increment();
    }

    void scored(ModelReference model, Role role, int images, long nanos) {
        Timer.builder("glyphstream.scoring")
                .description("Time to score one batch.")
                .tags(tags(model, role))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
        Counter.builder("glyphstream.scores")
                .description("Images that a model scored.")
                .tags(tags(model, role))
                .register(registry)
                .increment(images);
        if (role == Role.CHAMPION) {
            batches.record(images);
        }
    }

    void swapped(Lineup lineup) {
        swaps.increment();
        var rows = new ArrayList<MultiGauge.Row<?>>();
        rows.add(row(lineup.champion(), Role.CHAMPION));
        lineup.challengers().forEach(challenger -> rows.add(row(challenger, Role.CHALLENGER)));
        serving.register(rows, true);
    }

    void rejected() {
        rejectedModels.increment();
    }

    ProcessorCounts counts() {
        var answered = predictions.sum();
        var refused = deadLetters.sum();
        return new ProcessorCounts(
                answered + refused,
                answered,
                refused,
                (long) swaps.count(),
                (long) rejectedModels.count(),
                batches.count());
    }

    private static MultiGauge.Row<?> row(ModelReference model, Role role) {
        return MultiGauge.Row.of(tags(model, role).and("sha256", Digests.hex(model.getSha256())), 1);
    }

    private static Tags tags(ModelReference model, Role role) {
        return Tags.of("model", RecordKeys.accuracy(model), "role", role.name().toLowerCase(Locale.ROOT));
    }
}
