package io.glyphstream.producer;

import io.glyphstream.datasets.PixelImage;
import java.util.OptionalInt;

/**
 * An image on its way to the topic.
 *
 * @param id unique among all images; becomes the record's key
 * @param label the true class, 0 to 255, where it is known
 * @param source where the image came from, for example {@code mnist:test:17}
 */
public record FeedImage(String id, PixelImage image, OptionalInt label, String source) {

    private static final int HIGHEST_LABEL = 255;

    public FeedImage {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an image's id must not be blank");
        }
        if (label.isPresent() && (label.getAsInt() < 0 || label.getAsInt() > HIGHEST_LABEL)) {
            throw new IllegalArgumentException("label must be within [0, 255] but was " + label.getAsInt());
        }
    }
}
