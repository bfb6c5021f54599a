package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.pictures.PicturePreprocessing.Colors;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes pictures to shades of gray, or to shades of red, of green and of blue.
 *
 * <p>The memory that one picture takes is bounded: it is decoded in strips, large ones are kept at a fraction of their size, and a file
 * that is too long is refused.
 */
final class PictureDecoder {

    /** Larger pictures are kept at half, a third... of their size, by averages: a line one pixel wide stays. */
    private static final long FULLY_KEPT_PIXELS = 16_000_000;

    /** The most memory that one decoded strip takes, in bytes. */
    private static final long STRIP = 64_000_000;

    private static final int OPAQUE = 255;

    private PictureDecoder() {}

    /** Returns the shades of a picture in each of its channels, 0 dark to 255 bright, and its opacity in each of them. */
    static List<DecodedPicture> decode(String name, InputStream stream, Colors colors) {
        return decode(name, stream, colors, STRIP);
    }

    static List<DecodedPicture> decode(String name, InputStream stream, Colors colors, long stripBytes) {
        return withReader(
                name,
                stream,
                (reader, orientation) -> read(name, reader, colors, stripBytes).stream()
                        .map(picture -> picture.with(orientation::upright))
                        .toList());
    }

    /**
     * Returns how large a picture is when it is upright; its pixels are not looked at.
     *
     * @throws DataException when it is no picture, or absurdly large
     */
    static Extent extent(String name, InputStream stream) {
        return withReader(name, stream, (reader, orientation) -> {
            var stored = new Extent(reader.getHeight(0), reader.getWidth(0));
            requireBounds(name, stored.rows(), stored.columns());
            return orientation.isOnItsSide() ? stored.turned() : stored;
        });
    }

    /** Rows and columns. */
    record Extent(int rows, int columns) {

        private Extent turned() {
            return new Extent(/* rows= */ columns, /* columns= */ rows);
        }
    }

    /** What is done with a picture that was opened. */
    @FunctionalInterface
    private interface Use<T> {
        T of(ImageReader reader, Orientation orientation) throws IOException;
    }

    private static <T> T withReader(String name, InputStream stream, Use<T> use) {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new BoundedStream(stream, Pictures.MAX_BYTES))) {
            Orientation orientation = Orientation.of(input);
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new DataException(name + " is not a picture of a known kind (PNG, JPEG, GIF, BMP)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, false, true);
                return use.of(reader, orientation);
            } finally {
                reader.dispose();
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers answer some damaged files with exceptions such as an index out of bounds.
            throw new DataException(name + " cannot be decoded: " + reason(e), e);
        }
    }

    private static void requireBounds(String name, int rows, int columns) {
        long pixels = (long) rows * columns;
        if (rows < 1 || columns < 1 || pixels > Pictures.MAX_PIXELS) {
            throw new DataException(name + " is " + columns + " x " + rows
                    + " pixels: expected at least one and at most " + Pictures.MAX_PIXELS);
        }
        if (Math.max(rows, columns) > Pictures.MAX_PICTURE_SIDE) {
            throw new DataException(name + " is " + columns + " x " + rows + " pixels: expected sides of at most "
                    + Pictures.MAX_PICTURE_SIDE);
        }
    }

    private static List<DecodedPicture> read(String name, ImageReader reader, Colors colors, long stripBytes)
            throws IOException {
        int columns = reader.getWidth(0);
        int rows = reader.getHeight(0);
        requireBounds(name, rows, columns);
        int step = (int) Math.ceil(Math.sqrt((double) rows * columns / FULLY_KEPT_PIXELS));
        int stripRows = (int) Math.max(1, Math.min(rows, stripBytes / ((long) columns * bytesPerPixel(reader))));
        var averages = new ArrayList<AreaAverage>();
        for (int top = 0; top < rows; top += stripRows) {
            BufferedImage strip = strip(reader, new Rectangle(0, top, columns, Math.min(stripRows, rows - top)), rows);
            while (averages.size() < colors.channels()) {
                averages.add(new AreaAverage(rows, columns, step, planes(strip)));
            }
            take(strip, averages);
        }
        return averages.stream().map(AreaAverage::picture).toList();
    }

    private static BufferedImage strip(ImageReader reader, Rectangle region, int rows) throws IOException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        if (region.height < rows) {
            parameters.setSourceRegion(region);
        }
        return reader.read(0, parameters);
    }

    private static int bytesPerPixel(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            return Long.BYTES;
        }
        SampleModel model = types.next().getSampleModel();
        return Math.max(1, model.getNumDataElements() * DataBuffer.getDataTypeSize(model.getDataType()) / Byte.SIZE);
    }

    /** Returns why it failed in the words of the first failure; ImageIO wraps those of a stream in others. */
    private static String reason(Exception failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String message = first.getMessage();
        return first instanceof IOException && message != null ? message : failure.toString();
    }

    private static AreaAverage.Planes planes(BufferedImage strip) {
        return strip.getColorModel().hasAlpha() ? AreaAverage.Planes.SHADES_AND_OPACITY : AreaAverage.Planes.SHADES;
    }

    private static void take(BufferedImage strip, List<AreaAverage> averages) {
        int[][] shades = new int[averages.size()][strip.getWidth()];
        int[] opacity = new int[strip.getWidth()];
        RowReader reader = readerOf(strip);
        for (int row = 0; row < strip.getHeight(); row++) {
            reader.read(row, shades, opacity);
            for (int channel = 0; channel < shades.length; channel++) {
                averages.get(channel).take(shades[channel], opacity);
            }
        }
    }

    /** Reads the shades in each channel and the opacity of one row. */
    private interface RowReader {
        void read(int row, int[][] shades, int[] opacity);
    }

    /**
     * Returns the way to read a picture's shades.
     *
     * <p>Stored samples are taken as they are where that is possible. {@code getRGB} would treat gray ones as linear light and brighten
     * them, and would send each pixel of a photo with a color profile through color management.
     */
    private static RowReader readerOf(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        boolean plainSamples = model instanceof ComponentColorModel
                && !model.isAlphaPremultiplied()
                && model.getComponentSize(0) >= Byte.SIZE
                && model.getTransferType() <= DataBuffer.TYPE_USHORT;
        int type = model.getColorSpace().getType();
        if (plainSamples && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB)) {
            return samples(picture.getRaster(), model);
        }
        return packed(picture);
    }

    private static RowReader samples(Raster raster, ColorModel model) {
        int bands = raster.getNumBands();
        int colors = model.getNumColorComponents();
        int columns = raster.getWidth();
        int[] row = new int[columns * bands];
        int shift = model.getComponentSize(0) - Byte.SIZE;
        int green = colors == 1 ? 0 : 1;
        int blue = colors == 1 ? 0 : 2;
        return (y, shades, opacity) -> {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, columns, 1, row);
            for (int x = 0; x < columns; x++) {
                int from = x * bands;
                put(shades, x, row[from] >> shift, row[from + green] >> shift, row[from + blue] >> shift);
                opacity[x] = bands > colors ? row[from + colors] >> shift : OPAQUE;
            }
        };
    }

    private static RowReader packed(BufferedImage picture) {
        int columns = picture.getWidth();
        int[] row = new int[columns];
        return (y, shades, opacity) -> {
            picture.getRGB(0, y, columns, 1, row, 0, columns);
            for (int x = 0; x < columns; x++) {
                int color = row[x];
                put(shades, x, color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff);
                opacity[x] = color >>> 24;
            }
        };
    }

    private static void put(int[][] shades, int column, int red, int green, int blue) {
        if (shades.length == 1) {
            shades[0][column] = luma(red, green, blue);
            return;
        }
        shades[0][column] = red;
        shades[1][column] = green;
        shades[2][column] = blue;
    }

    /** Returns the brightness of a color by ITU-R BT.601, rounded. */
    private static int luma(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}
