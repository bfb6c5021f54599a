package io.glyphstream.cli.demo;

import io.glyphstream.producer.Repetition;
import java.util.OptionalLong;

/**
 * What a demo does.
 *
 * @param repetition whether the test images are streamed once, or again and again until somebody stops it
 * @param images how many images are streamed, whatever the repetition; none for no such limit
 * @param rate the most images a second
 * @param port the broker's; 0 for any free one
 * @param seed of the models, and of the order of the images
 */
record DemoSettings(Repetition repetition, OptionalLong images, double rate, int port, long seed) {

    DemoSettings {
        if (images.isPresent() && images.getAsLong() < 1) {
            throw new IllegalArgumentException("images must be at least 1 but was " + images.getAsLong());
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within [0, 65535] but was " + port);
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0 images a second but was " + rate);
        }
    }
}
