package io.glyphstream.benchmarks;

import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.MeasuringOptions;
import io.glyphstream.benchmarks.pipeline.PipelineFigures;
import io.glyphstream.benchmarks.pipeline.PipelineMeasurement;
import io.glyphstream.benchmarks.pipeline.PipelineModels;
import io.glyphstream.benchmarks.pipeline.PipelineOptions;
import io.glyphstream.benchmarks.pipeline.PipelineReport;
import io.glyphstream.benchmarks.pipeline.PipelineSetup;
import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench pipeline}. */
@Command(
        name = "pipeline",
        description = {
            "Measures the whole pipeline beside a Kafka Streams topology that only copies the images, with the same",
            "guarantee and settings: throughput from a backlog, latency at an even pace, latency around hot swaps,",
            "several threads and instances. All of it takes about half an hour; --part and --variant choose."
        },
        footer = {
            "",
            "Examples:",
            "  glyphstream bench pipeline --json",
            "  glyphstream bench pipeline --part throughput --variant mlp --rounds 1",
            "  glyphstream bench pipeline --part latency --rate 50 --commit-interval 20"
        })
final class PipelineCommand implements Callable<Integer> {

    private final Bench bench;

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Mixin
    private final DatasetOptions data = new DatasetOptions();

    @Mixin
    private final PipelineOptions options = new PipelineOptions();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            defaultValue = "500",
            description = "Width of the perceptron's hidden layer. Default: ${DEFAULT-VALUE}.")
    private int hidden;

    @Option(names = "--k", paramLabel = "K", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int k;

    PipelineCommand(Bench bench) {
        this.bench = bench;
    }

    @Override
    public Integer call() throws InterruptedException {
        options.check();
        // Each stream thread scores by itself. This must come before the common pool's first use.
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "0");
        var setup = new PipelineSetup(options, measuring.threads(), measuring.rounds());
        Dataset dataset = data.load(bench.progress());
        PipelineFigures figures = options.bootstrapServers().isPresent()
                ? measure(options.bootstrapServers().get(), dataset, setup)
                : measureHere(dataset, setup);
        if (measuring.json()) {
            bench.out().lines(Figures.json(figures).lines().toList());
        } else {
            PipelineReport.print(figures, bench.out());
        }
        return ExitCode.OK;
    }

    private PipelineFigures measureHere(Dataset dataset, PipelineSetup setup) throws InterruptedException {
        bench.progress().tell("starting a broker");
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            return measure(broker.bootstrapServers(), dataset, setup);
        }
    }

    private PipelineFigures measure(String bootstrapServers, Dataset dataset, PipelineSetup setup)
            throws InterruptedException {
        var models = new PipelineModels(dataset, hidden, k);
        String prefix = "glyphstream-bench-" + ProcessHandle.current().pid() + ".";
        int inputs = dataset.test().rows() * dataset.test().columns();
        String network = inputs + "-" + hidden + "-" + dataset.test().classes();
        return new PipelineMeasurement(
                        new KafkaCluster(bootstrapServers, Map.of()), dataset, models, setup, bench.progress(), prefix)
                .run(network);
    }
}
