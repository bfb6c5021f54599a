package io.glyphstream.datasets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glyphstream.datasets.catalog.DatasetLocations;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.datasets.catalog.Network;
import io.glyphstream.datasets.catalog.ProgressListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** MNIST itself, for tests that mean nothing without it. */
public final class RealMnist {

    private RealMnist() {}

    /** Returns the dataset, or skips the test and says what it needs. */
    public static Dataset orSkip(Path cache) {
        String data = System.getenv("GLYPHSTREAM_DATA");
        assumeTrue(data != null, "skipped: set GLYPHSTREAM_DATA to a folder with MNIST's files in its subfolder mnist");
        var locations = new DatasetLocations(
                Optional.of(Path.of(Objects.requireNonNull(data))), cache, List.of(), Network.OFFLINE);
        return Datasets.load(Datasets.MNIST, locations, ProgressListener.silent());
    }
}
