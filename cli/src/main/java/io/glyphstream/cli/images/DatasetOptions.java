package io.glyphstream.cli.images;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Suggestions;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.catalog.DatasetLocations;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.datasets.catalog.Network;
import io.glyphstream.datasets.catalog.ProgressListener;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where datasets are looked for. */
public final class DatasetOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Look for data here, in subfolders such as mnist; then in the cache, then on the network.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = {"Keep downloads here.", "Without it, ~/.cache/glyphstream."})
    private Optional<Path> cache = Optional.empty();

    @Option(
            names = "--mirrors",
            paramLabel = "URL",
            split = ",",
            description = "Download from these folders instead of the public ones.")
    private List<URI> mirrors = List.of();

    @Option(names = "--offline", description = "Never use the network.")
    private boolean offline;

    /** Returns the dataset of this name, or the one whose IDX files lie in a folder of this name. */
    public Dataset load(String dataset, Environment environment, ProgressListener listener) {
        if (Datasets.NAMES.contains(dataset)) {
            return Datasets.load(dataset, locations(environment), listener);
        }
        Path folder = Path.of(dataset);
        if (Files.isDirectory(folder)) {
            return Datasets.loadIdxFolder(String.valueOf(folder.toAbsolutePath().getFileName()), folder);
        }
        throw Usage.mistake(
                "dataset must be one of " + Datasets.NAMES + " or a folder of IDX files or of pictures but was "
                        + dataset
                        + Suggestions.of(dataset, Datasets.NAMES)
                                .map(near -> ". Did you mean " + near + "?")
                                .orElse(""));
    }

    /**
     * Returns the dataset that a model was trained on: one that is known by this name, or the IDX files in the folder of
     * {@code --data} or in its subfolder of this name.
     *
     * @throws CommandException when it is not there
     */
    public Dataset loadNamed(String name, Environment environment, ProgressListener listener) {
        if (Datasets.NAMES.contains(name)) {
            return Datasets.load(name, locations(environment), listener);
        }
        return data.stream()
                .flatMap(folder -> Stream.of(folder.resolve(name), folder))
                .filter(Datasets::isIdxFolder)
                .findFirst()
                .map(folder -> Datasets.loadIdxFolder(name, folder))
                .orElseThrow(() -> new CommandException(
                        ExitCode.BAD_DATA,
                        "the data set " + name + " is a folder of IDX files that is not "
                                + data.map(folder -> "in " + folder).orElse("known"),
                        "Name the folder that it is in with --data DIR."));
    }

    /**
     * Returns the folder of pictures that a model was trained on: of this name in the folder of {@code --data}, that folder itself, or of
     * this name here.
     */
    public Optional<Path> pictureFolder(String name) {
        return Stream.concat(
                        data.stream().flatMap(folder -> Stream.of(folder.resolve(name), folder)),
                        data.isPresent() ? Stream.empty() : Stream.of(Path.of(name)))
                .filter(TrainingPictures::areIn)
                .findFirst();
    }

    /** Returns where any dataset is looked for. */
    public DatasetLocations locations(Environment environment) {
        return Usage.check(() -> new DatasetLocations(
                data,
                cache.orElse(environment.cacheFolder()),
                mirrors.isEmpty() ? DatasetLocations.PUBLIC_MIRRORS : mirrors,
                offline ? Network.OFFLINE : Network.ALLOWED));
    }
}
