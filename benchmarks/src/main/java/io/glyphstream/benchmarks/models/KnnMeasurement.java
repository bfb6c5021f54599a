package io.glyphstream.benchmarks.models;

import io.glyphstream.benchmarks.measuring.Batches;
import io.glyphstream.benchmarks.measuring.Figures;
import io.glyphstream.benchmarks.measuring.Progress;
import io.glyphstream.benchmarks.measuring.RateComparison;
import io.glyphstream.benchmarks.measuring.Rates;
import io.glyphstream.benchmarks.measuring.Rounds;
import io.glyphstream.model.Classifier;
import io.glyphstream.model.Examples;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import java.util.LinkedHashMap;

/** Measures nearest neighbors among some references, asked about some queries. */
public final class KnnMeasurement {

    private static final String SCAN = "scan";

    private final String dataset;
    private final Examples references;
    private final byte[] queries;
    private final int k;
    private final Progress progress;

    /** @param queries pixels of images of the references' size, unsigned */
    public KnnMeasurement(String dataset, Examples references, byte[] queries, int k, Progress progress) {
        this.dataset = dataset;
        this.references = references;
        this.queries = queries;
        this.k = k;
        this.progress = progress;
    }

    /**
     * Returns the figures, with medians over the rounds.
     *
     * @param builds how often to fit and to load, of which the medians count too
     */
    public KnnFigures run(int threads, Rounds rounds, int builds) {
        progress.tell("fitting " + references.size() + " references");
        var settings = new NeighborSettings(k, Weighting.UNIFORM, Preprocessing.NONE);
        long before = usedMemory();
        NearestNeighbors model = NearestNeighbors.fit(references, settings);
        long memory = usedMemory() - before;
        double buildSeconds = seconds(builds, () -> NearestNeighbors.fit(references, settings));
        byte[] snapshot = Snapshots.write(model);
        progress.tell("loading a snapshot of " + snapshot.length + " bytes");
        double loadSeconds = seconds(builds, () -> read(snapshot));
        Rates rates = comparison(model, threads).run(rounds, progress);
        var perSecond = new LinkedHashMap<String, Double>();
        Batches.SIZES.forEach(size -> perSecond.put(size.toString(), Figures.rounded(rates.of(size.toString()))));
        return new KnnFigures(
                dataset,
                threads,
                references.size(),
                k,
                new Rates(perSecond),
                Figures.rounded(rates.of(SCAN)),
                Figures.rounded(buildSeconds),
                Figures.rounded(loadSeconds),
                snapshot.length,
                memory,
                Figures.rounded(exactDistancesPerQuery(model)));
    }

    private double exactDistancesPerQuery(NearestNeighbors model) {
        int images = queries.length / (references.rows() * references.columns());
        return (double) model.search(queries, images, k).measuredDistances() / images;
    }

    private RateComparison comparison(NearestNeighbors model, int threads) {
        int area = references.rows() * references.columns();
        var comparison = new RateComparison("nearest neighbors of " + references.size(), threads);
        for (int size : Batches.SIZES) {
            var batches = new Batches(queries, area, size);
            comparison.add(
                    String.valueOf(size),
                    () -> model.search(batches.next(), size, k).images());
        }
        var scan = new PlainScan(references.pixels(), area);
        var singles = new Batches(queries, area, 1);
        return comparison.add(SCAN, () -> {
            scan.search(singles.next(), k);
            return 1;
        });
    }

    private static double seconds(int times, Runnable work) {
        var seconds = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.run();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return RateComparison.median(seconds);
    }

    private static Classifier read(byte[] snapshot) {
        try {
            return Snapshots.read(snapshot);
        } catch (InvalidSnapshotException e) {
            throw new IllegalStateException("our own snapshot does not load", e);
        }
    }

    /** Returns what is left on the heap after a collection. */
    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
