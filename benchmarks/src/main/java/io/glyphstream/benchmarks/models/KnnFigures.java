package io.glyphstream.benchmarks.models;

import io.glyphstream.benchmarks.measuring.Rates;

/**
 * What nearest neighbors cost.
 *
 * @param queriesPerSecond by the number of images that are asked about at once
 * @param scanQueriesPerSecond of the plain scan, for single images
 * @param buildSeconds to fit the references, their pixels in memory
 * @param loadSeconds to read the snapshot back
 * @param bytes of the snapshot
 * @param memoryBytes of heap that the fitted model takes
 * @param exactDistancesPerQuery references that had to be measured exactly, on average over all queries
 */
public record KnnFigures(
        String dataset,
        int threads,
        int references,
        int k,
        Rates queriesPerSecond,
        double scanQueriesPerSecond,
        double buildSeconds,
        double loadSeconds,
        long bytes,
        long memoryBytes,
        double exactDistancesPerQuery) {}
