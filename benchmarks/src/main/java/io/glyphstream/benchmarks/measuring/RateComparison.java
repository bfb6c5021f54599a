package io.glyphstream.benchmarks.measuring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Measures rates of several variants in turns, so that a slow minute of the machine hits all of them alike.
 *
 * <p>Everybody warms up first. Then each has its turn in every round, and what counts is the median of the rounds.
 */
public final class RateComparison {

    private final String name;
    private final int threads;
    private final Map<String, Work> variants = new LinkedHashMap<>();

    /** @param threads so many at once do each variant's work */
    public RateComparison(String name, int threads) {
        this.name = name;
        this.threads = threads;
    }

    /** Adds a variant; its work must be fit for as many threads as the comparison has. */
    public RateComparison add(String variant, Work work) {
        variants.put(variant, work);
        return this;
    }

    /** Returns the median rate of every variant, in units of its work a second. */
    public Rates run(Rounds rounds, Progress progress) {
        variants.forEach((variant, work) -> {
            progress.tell(name + ": " + variant + " warms up");
            rate(work, rounds.warmUp());
        });
        List<double[]> rates = variants.keySet().stream()
                .map(variant -> new double[rounds.count()])
                .toList();
        for (int round = 0; round < rounds.count(); round++) {
            progress.tell(name + ": round " + (round + 1) + " of " + rounds.count());
            Iterator<double[]> ofVariant = rates.iterator();
            for (Work work : variants.values()) {
                ofVariant.next()[round] = rate(work, rounds.turn());
            }
        }
        var medians = new LinkedHashMap<String, Double>();
        Iterator<double[]> ofVariant = rates.iterator();
        variants.keySet().forEach(variant -> medians.put(variant, median(ofVariant.next())));
        return new Rates(medians);
    }

    /** Returns the middle value, or the mean of the two in the middle. */
    public static double median(double... values) {
        return StatUtils.percentile(values, 50);
    }

    private double rate(Work work, Duration turn) {
        if (threads == 1) {
            return rateAlone(work, turn);
        }
        var pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Double>> shares = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                shares.add(pool.submit(() -> rateAlone(work, turn)));
            }
            double sum = 0;
            for (Future<Double> share : shares) {
                sum += share.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring " + name, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("measuring " + name + " failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static double rateAlone(Work work, Duration turn) {
        long start = System.nanoTime();
        long end = start + turn.toNanos();
        long done = 0;
        long now;
        do {
            done += work.run();
            now = System.nanoTime();
        } while (now - end < 0);
        return done * 1e9 / (now - start);
    }

    /** A portion of work that is done again and again. */
    @FunctionalInterface
    public interface Work {
        /** Does one portion, and returns how many units it was. */
        long run();
    }
}
