package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.PixelImage;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Function;

/** What came of reading one picture. */
public sealed interface PictureOutcome {

    Path file();

    /** Returns what the function for this case makes of it. */
    <T> T match(Function<Loaded, T> loaded, Function<Rejected, T> rejected);

    /** An image, with the class that its folder stands for, if any. */
    record Loaded(Path file, PixelImage image, OptionalInt label) implements PictureOutcome {

        @Override
        public <T> T match(Function<Loaded, T> loaded, Function<Rejected, T> rejected) {
            return loaded.apply(this);
        }
    }

    /** No image, and why. */
    record Rejected(Path file, String reason) implements PictureOutcome {

        @Override
        public <T> T match(Function<Loaded, T> loaded, Function<Rejected, T> rejected) {
            return rejected.apply(this);
        }
    }
}
