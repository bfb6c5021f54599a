package io.glyphstream.console.pages;

import io.glyphstream.operations.JsonView;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Images;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Images as objects for JSON: {@code rows, columns, channels}, and the pixels in base 64. */
final class PictureView {

    /** Longer sides are made smaller in lists. */
    static final int SMALL = 64;

    private PictureView() {}

    /** Returns an image as it is. */
    static Map<String, @Nullable Object> of(Image image) {
        return of(Images.pixels(image), image.getRows(), image.getColumns(), image.getChannels());
    }

    /** Returns pixels (rows x columns x channels). */
    static Map<String, @Nullable Object> of(byte[] pixels, int rows, int columns, int channels) {
        return JsonView.object(
                "rows", rows,
                "columns", columns,
                "channels", channels,
                "pixels", Base64.getEncoder().encodeToString(pixels));
    }

    /** Returns an image with sides of at most {@value #SMALL}: a pixel is the mean of those that it stands for. */
    static Map<String, @Nullable Object> small(Image image) {
        int step = (Math.max(image.getRows(), image.getColumns()) + SMALL - 1) / SMALL;
        if (step == 1) {
            return of(image);
        }
        int rows = (image.getRows() + step - 1) / step;
        int columns = (image.getColumns() + step - 1) / step;
        int channels = image.getChannels();
        var sums = new long[rows * columns * channels];
        var counts = new int[sums.length];
        byte[] pixels = Images.pixels(image);
        for (int at = 0; at < pixels.length; at++) {
            int place = at / channels;
            int row = place / image.getColumns() / step;
            int column = place % image.getColumns() / step;
            int to = (row * columns + column) * channels + at % channels;
            sums[to] += pixels[at] & 0xFF;
            counts[to]++;
        }
        var small = new byte[sums.length];
        for (int to = 0; to < small.length; to++) {
            small[to] = (byte) (sums[to] / counts[to]);
        }
        return of(small, rows, columns, channels);
    }
}
