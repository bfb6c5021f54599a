package io.glyphstream.model.neighbors;

/**
 * A reference that votes on the class of an image.
 *
 * @param index which reference it is, in the order of the examples that the classifier was fitted with
 * @param label its class
 * @param distance how far it is from the image by the measure that puts the voters in order: the exact squared Euclidean distance in
 *     squared gray levels, or that of the image distortion model
 */
public record Neighbor(int index, int label, long distance) {}
