package io.glyphstream.model;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Examples for tests: drawn from a seed, or read from the folder that GLYPHSTREAM_DATA names. */
public final class TestData {

    private static final int IMAGES_HEADER = 16;
    private static final int LABELS_HEADER = 8;

    private TestData() {}

    /** Returns noisy images of a bar whose place is the label, mostly background: easy, but not without learning. */
    public static Examples bars(int count, long seed) {
        int side = 8;
        int classes = 4;
        var random = new Random(seed);
        var pixels = new byte[count * side * side];
        var labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(classes);
            for (int pixel = 0; pixel < side * side; pixel++) {
                boolean bar = pixel % side / 2 == labels[i];
                boolean ink = random.nextInt(10) < (bar ? 7 : 2);
                pixels[i * side * side + pixel] = (byte) (ink ? 1 + random.nextInt(255) : 0);
            }
        }
        return new Examples(side, side, classes, pixels, labels);
    }

    /** Returns random images; {@code inkShare} of their pixels are not background. */
    public static byte[] pixels(int count, double inkShare, long seed) {
        var random = new Random(seed);
        var pixels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = (byte) (random.nextDouble() < inkShare ? 1 + random.nextInt(255) : 0);
        }
        return pixels;
    }

    /** Returns a file below the data folder; without it the test is skipped. */
    public static Path file(String name) {
        String folder = System.getenv("GLYPHSTREAM_DATA");
        assumeTrue(folder != null, "skipped: GLYPHSTREAM_DATA names no folder with " + name);
        Path file = Path.of(folder, name);
        assumeTrue(Files.exists(file), "skipped: there is no " + file);
        return file;
    }

    /** Returns the first examples of a part of MNIST, {@code train} or {@code t10k}. */
    public static Examples mnist(String part, int count) throws IOException {
        byte[] pixels = read(file("mnist/" + part + "-images-idx3-ubyte.gz"), IMAGES_HEADER, count * 784);
        byte[] bytes = read(file("mnist/" + part + "-labels-idx1-ubyte.gz"), LABELS_HEADER, count);
        var labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = bytes[i];
        }
        return new Examples(28, 28, 10, pixels, labels);
    }

    private static byte[] read(Path file, int header, int length) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            in.skipNBytes(header);
            return in.readNBytes(length);
        }
    }
}
