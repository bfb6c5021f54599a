package io.glyphstream.datasets;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes pictures to shades of gray on white paper. */
final class PictureDecoder {

    /** Larger pictures are read at every second, third... row and column, which bounds the memory that one takes. */
    private static final long FULLY_READ_PIXELS = 16_000_000;

    private static final int OPAQUE = 255;

    private PictureDecoder() {}

    /** Returns the shades of a picture, 0 black to 255 white; what is transparent shows white paper. */
    static GrayImage decode(String name, InputStream stream) {
        var buffered = new BufferedInputStream(stream);
        Orientation orientation = orientation(name, buffered);
        try (ImageInputStream input = new MemoryCacheImageInputStream(buffered)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new DataException(name + " is not a picture of a known kind (PNG, JPEG, GIF, BMP)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return orientation.upright(gray(read(name, reader)));
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

    private static Orientation orientation(String name, BufferedInputStream stream) {
        try {
            stream.mark(Orientation.SEARCHED);
            byte[] beginning = stream.readNBytes(Orientation.SEARCHED);
            stream.reset();
            return Orientation.of(beginning);
        } catch (IOException e) {
            throw new DataException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static BufferedImage read(String name, ImageReader reader) throws IOException {
        int columns = reader.getWidth(0);
        int rows = reader.getHeight(0);
        long pixels = (long) rows * columns;
        if (rows < 1 || columns < 1 || pixels > Pictures.MAX_PIXELS) {
            throw new DataException(name + " is " + columns + " x " + rows
                    + " pixels: expected at least one and at most " + Pictures.MAX_PIXELS);
        }
        ImageReadParam parameters = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) pixels / FULLY_READ_PIXELS));
        if (step > 1) {
            parameters.setSourceSubsampling(step, step, 0, 0);
        }
        return reader.read(0, parameters);
    }

    private static String reason(Exception failure) {
        String message = failure.getMessage();
        return failure instanceof IOException && message != null ? message : failure.toString();
    }

    private static GrayImage gray(BufferedImage picture) {
        int rows = picture.getHeight();
        int columns = picture.getWidth();
        byte[] shades = new byte[rows * columns];
        RowShades shadesOfRow = shadesOf(picture);
        for (int row = 0; row < rows; row++) {
            shadesOfRow.read(row, shades, row * columns);
        }
        return GrayImage.owning(rows, columns, shades);
    }

    /** Reads the shades of one row into an array. */
    private interface RowShades {
        void read(int row, byte[] into, int offset);
    }

    /**
     * Returns the way to read a picture's shades.
     *
     * <p>Stored samples are taken as they are where that is possible. {@code getRGB} would treat gray ones as linear light and brighten
     * them, and would send each pixel of a photo with a color profile through color management.
     */
    private static RowShades shadesOf(BufferedImage picture) {
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

    private static RowShades samples(Raster raster, ColorModel model) {
        int bands = raster.getNumBands();
        int colors = model.getNumColorComponents();
        int columns = raster.getWidth();
        int[] row = new int[columns * bands];
        int shift = model.getComponentSize(0) - Byte.SIZE;
        return (y, into, offset) -> {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, columns, 1, row);
            for (int x = 0; x < columns; x++) {
                int from = x * bands;
                int red = row[from] >> shift;
                int shade = colors == 1 ? red : luma(red, row[from + 1] >> shift, row[from + 2] >> shift);
                int alpha = bands > colors ? row[from + colors] >> shift : OPAQUE;
                into[offset + x] = onWhite(shade, alpha);
            }
        };
    }

    private static RowShades packed(BufferedImage picture) {
        int columns = picture.getWidth();
        int[] row = new int[columns];
        return (y, into, offset) -> {
            picture.getRGB(0, y, columns, 1, row, 0, columns);
            for (int x = 0; x < columns; x++) {
                int color = row[x];
                int shade = luma(color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff);
                into[offset + x] = onWhite(shade, color >>> 24);
            }
        };
    }

    /** Returns the brightness of a color by ITU-R BT.601, rounded. */
    private static int luma(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }

    private static byte onWhite(int shade, int alpha) {
        return (byte) ((shade * alpha + 255 * (OPAQUE - alpha) + 127) / 255);
    }
}
