package io.glyphstream.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.idx.IdxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files below the folder that GLYPHSTREAM_DATA names; a test that needs one is skipped without it. */
final class DataFolder {

    private DataFolder() {}

    static Path file(String name) {
        String folder = System.getenv("GLYPHSTREAM_DATA");
        assumeTrue(folder != null, "skipped: GLYPHSTREAM_DATA names no folder with " + name);
        Path file = Path.of(folder, name);
        assumeTrue(Files.exists(file), "skipped: there is no " + file);
        return file;
    }

    /** Returns the bytes of a network that others trained. */
    static byte[] network(String name) throws IOException {
        return Files.readAllBytes(file("onnx/" + name + ".onnx"));
    }

    /** Returns the 10,000 test images of MNIST. */
    static LabeledImages mnist() {
        return IdxReader.read(
                "mnist", file("mnist/t10k-images-idx3-ubyte.gz"), file("mnist/t10k-labels-idx1-ubyte.gz"), 10);
    }
}
