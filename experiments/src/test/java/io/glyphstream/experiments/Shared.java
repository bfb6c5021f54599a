package io.glyphstream.experiments;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glyphstream.datasets.catalog.DatasetLocations;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.datasets.catalog.Iris;
import io.glyphstream.datasets.catalog.Network;
import io.glyphstream.datasets.catalog.ProgressListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The data that studies and oracles are about, from the folder that GLYPHSTREAM_DATA names. */
final class Shared {

    private Shared() {}

    /** Returns a laboratory with all the data; without the folder the test is skipped. */
    static Laboratory laboratory(long seed) {
        var locations = locations();
        var sources = new Laboratory.Sources(
                () -> Datasets.load(Datasets.MNIST, locations, ProgressListener.silent()), () -> Iris.load(locations));
        return new Laboratory(
                sources, seed, Runtime.getRuntime().availableProcessors(), (work, done, total, remark) -> {});
    }

    static Iris iris() {
        return Iris.load(locations());
    }

    /** Returns the lines of an oracle, gzipped or not. */
    static List<String> oracle(String name) throws IOException {
        Path file = folder().resolve("oracles").resolve(name);
        assumeTrue(Files.exists(file), "skipped: there is no " + file);
        if (!name.endsWith(".gz")) {
            return Files.readAllLines(file);
        }
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static DatasetLocations locations() {
        return new DatasetLocations(Optional.of(folder()), folder(), List.of(), Network.OFFLINE);
    }

    private static Path folder() {
        String folder = System.getenv("GLYPHSTREAM_DATA");
        assumeTrue(folder != null, "skipped: GLYPHSTREAM_DATA names no folder with mnist, iris and oracles");
        return Path.of(String.valueOf(folder));
    }
}
