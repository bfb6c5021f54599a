package io.glyphstream.producer;

import io.glyphstream.datasets.GrayImage;
import java.util.OptionalInt;

/** A fixed number of images, each found by its index. */
public interface ImageSource {

    /** What the source is called, for example {@code mnist:test}. */
    String name();

    /** Number of images, those included that will turn out to be unreadable. */
    int size();

    /** Returns the highest label of any image, where it is known before the images are read. */
    default OptionalInt highestLabel() {
        return OptionalInt.empty();
    }

    /** Returns what lies at an index from 0 to size - 1. */
    Item item(int index);

    /** What a source holds at an index. */
    sealed interface Item {

        /**
         * An image.
         *
         * @param key its name, unique within the source and usable in an id
         * @param label the true class, where it is known
         * @param origin where exactly it came from
         */
        record Found(String key, GrayImage image, OptionalInt label, String origin) implements Item {}

        /** Something that is no usable image. */
        record Unusable(String origin, String reason) implements Item {}
    }
}
