package io.glyphstream.cli.demo;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.producer.Order;

/**
 * The images of a story.
 *
 * @param start what the first champion learns from and is measured on
 * @param streamed the training images that it did not learn from
 */
record StoryImages(Dataset start, LabeledImages streamed) {

    /** Returns the training images in an order drawn from a seed: the first are learned from, the others are streamed. */
    static StoryImages of(Dataset dataset, StorySettings settings) {
        var training = dataset.training();
        var order = training.select(new Order.Shuffled(settings.seed()).indices(training.size(), 1));
        int learned = Math.min(settings.learned(), Math.max(1, order.size() / 2));
        var start = new Dataset(dataset.name(), order.range(0, learned), dataset.test(), dataset.classNames());
        return new StoryImages(start, order.range(Math.min(learned, order.size() - 1), order.size()));
    }
}
