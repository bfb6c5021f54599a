package io.glyphstream.producer;

/**
 * How far a run has come.
 *
 * @param taken images taken from the feed
 * @param acknowledged images that all in-sync replicas have
 * @param failed images that were refused or lost on the way
 * @param imagesPerSecond acknowledged since the last progress report
 */
public record ProduceProgress(long taken, long acknowledged, long failed, double imagesPerSecond) {}
