package io.glyphstream.benchmarks.models;

import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.benchmarks.measuring.RateComparison;
import io.glyphstream.benchmarks.measuring.Rates;
import io.glyphstream.benchmarks.measuring.Rounds;
import io.glyphstream.model.graph.GraphNetwork;
import java.util.LinkedHashMap;
import java.util.List;

/** Measures the inference of networks with branches. */
public final class NetworkMeasurement {

    private static final String OURS = "ours";
    private static final String ONNX_RUNTIME = "ONNX Runtime";

    private static final long SEED = 1;

    private final int threads;
    private final Rounds rounds;
    private final Progress progress;

    public NetworkMeasurement(int threads, Rounds rounds, Progress progress) {
        this.threads = threads;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** Returns our images a second and ONNX Runtime's for each network, by the number of images scored at once. */
    public NetworkFigures measure(byte[] pixels) {
        return new NetworkFigures(
                threads,
                List.of(
                        measure("lenet", GraphModel.lenet(SEED), pixels),
                        measure("zoo-mnist", GraphModel.zoo(SEED), pixels)));
    }

    private NetworkFigures.Network measure(String name, GraphModel model, byte[] pixels) {
        GraphNetwork network = model.network();
        var ours = new LinkedHashMap<String, Double>();
        var theirs = new LinkedHashMap<String, Double>();
        var ratio = new LinkedHashMap<String, Double>();
        for (int size : Batches.SIZES) {
            var batches = new Batches(pixels, network.input().values(), size);
            try (var rival = new OnnxScoring(model, batches)) {
                Rates rates = new RateComparison(name + " on " + size + " at once", threads)
                        .add(OURS, () -> network.score(batches.next(), size).size())
                        .add(ONNX_RUNTIME, () -> rival.score(batches.turn()).length / network.classes())
                        .run(rounds, progress);
                String key = String.valueOf(size);
                ours.put(key, Figures.rounded(rates.of(OURS)));
                theirs.put(key, Figures.rounded(rates.of(ONNX_RUNTIME)));
                ratio.put(key, Figures.rounded(rates.of(OURS) / rates.of(ONNX_RUNTIME)));
            }
        }
        return new NetworkFigures.Network(
                name, model.design().steps(), new Rates(ours), new Rates(theirs), new Rates(ratio));
    }
}
