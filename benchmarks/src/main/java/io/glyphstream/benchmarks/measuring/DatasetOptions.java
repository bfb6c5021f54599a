package io.glyphstream.benchmarks.measuring;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.catalog.DatasetLocations;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.datasets.catalog.Network;
import io.glyphstream.datasets.catalog.ProgressListener;
import io.glyphstream.model.Examples;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which images to measure with. */
public final class DatasetOptions {

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = Datasets.MNIST,
            description = "mnist or digits. Default: ${DEFAULT-VALUE}.")
    private String dataset = Datasets.MNIST;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:GLYPHSTREAM_DATA}",
            description = "Look for data here first. Default: GLYPHSTREAM_DATA of the environment.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.cache/glyphstream",
            description = "Keep downloads here. Default: ${DEFAULT-VALUE}.")
    private Path cache = Path.of(".");

    public Dataset load(Progress progress) {
        progress.tell("loading " + dataset);
        var locations = new DatasetLocations(data, cache, DatasetLocations.PUBLIC_MIRRORS, Network.ALLOWED);
        return Datasets.load(dataset, locations, ProgressListener.silent());
    }

    public static Examples examples(LabeledImages images) {
        return new Examples(images.rows(), images.columns(), images.classes(), images.pixels(), images.labels());
    }
}
