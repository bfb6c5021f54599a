package io.glyphstream.producer;

import io.glyphstream.datasets.PixelImage;
import java.util.OptionalInt;
import java.util.function.Function;

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

        /** Returns what the function for this case makes of it. */
        <T> T match(Function<Found, T> found, Function<Unusable, T> unusable);

        /**
         * An image.
         *
         * @param key its name, unique within the source and usable in an id
         * @param label the true class, where it is known
         * @param origin where exactly it came from
         */
        record Found(String key, PixelImage image, OptionalInt label, String origin) implements Item {

            @Override
            public <T> T match(Function<Found, T> found, Function<Unusable, T> unusable) {
                return found.apply(this);
            }
        }

        /**
         * Something that is no usable image.
         *
         * @param reason a sentence that names it
         */
        record Unusable(String origin, String reason) implements Item {

            @Override
            public <T> T match(Function<Found, T> found, Function<Unusable, T> unusable) {
                return unusable.apply(this);
            }
        }
    }
}
