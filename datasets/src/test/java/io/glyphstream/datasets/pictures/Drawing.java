package io.glyphstream.datasets.pictures;

import io.glyphstream.datasets.GrayImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures for tests. */
final class Drawing {

    private Drawing() {}

    /** Returns a sheet of one shade with a filled box of another. */
    static BufferedImage box(int type, int width, int height, Color paper, Color ink, Rectangle box) {
        var picture = new BufferedImage(width, height, type);
        Graphics2D graphics = picture.createGraphics();
        graphics.setBackground(paper);
        graphics.clearRect(0, 0, width, height);
        graphics.setColor(ink);
        graphics.fill(box);
        graphics.dispose();
        return picture;
    }

    /** Returns a gray picture with the image's shades, each pixel as a square. */
    static BufferedImage gray(GrayImage image, int square) {
        var picture = new BufferedImage(image.columns() * square, image.rows() * square, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = picture.getRaster();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                raster.setSample(x, y, 0, image.pixel(y / square, x / square));
            }
        }
        return picture;
    }

    static GrayImage inverted(GrayImage image) {
        byte[] pixels = image.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (255 - (pixels[i] & 0xff));
        }
        return new GrayImage(image.rows(), image.columns(), pixels);
    }

    static byte[] encoded(BufferedImage picture, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, bytes)) {
                throw new IllegalArgumentException("this picture cannot be written as " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns what becomes of a picture that is converted to gray. */
    static GrayImage read(String name, InputStream picture, PictureConversion conversion) {
        return Pictures.read(name, picture, conversion).channel(0);
    }

    static GrayImage read(Path file, PictureConversion conversion) {
        return Pictures.read(file, conversion).channel(0);
    }

    static InputStream stream(BufferedImage picture, String format) {
        return new ByteArrayInputStream(encoded(picture, format));
    }
}
