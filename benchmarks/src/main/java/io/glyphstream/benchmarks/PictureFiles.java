package io.glyphstream.benchmarks;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.drawing.ShapePainter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Colored shapes as PNG files. */
final class PictureFiles {

    private PictureFiles() {}

    /** Writes each image into the subfolder of its class, numbered from 0. */
    static void write(Path folder, LabeledImages images) throws IOException {
        for (String name : ShapePainter.CLASS_NAMES) {
            Files.createDirectories(folder.resolve(name));
        }
        for (int i = 0; i < images.size(); i++) {
            Path file = folder.resolve(ShapePainter.CLASS_NAMES.get(images.label(i)))
                    .resolve(String.format(Locale.ROOT, "%05d.png", i));
            if (!ImageIO.write(picture(images, i), "png", file.toFile())) {
                throw new IOException("this Java has no PNG encoder");
            }
        }
    }

    private static BufferedImage picture(LabeledImages images, int index) {
        var shape = images.shape();
        byte[] pixels = images.pixels(index);
        var picture = new BufferedImage(shape.columns(), shape.rows(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pixels.length; i++) {
            int pixel = i / shape.channels();
            picture.getRaster()
                    .setSample(
                            pixel % shape.columns(), pixel / shape.columns(), i % shape.channels(), pixels[i] & 0xff);
        }
        return picture;
    }
}
