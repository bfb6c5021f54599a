package io.glyphstream.datasets.catalog;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.MissingDataException;
import io.glyphstream.datasets.idx.IdxReader;
import io.glyphstream.datasets.idx.IdxSums;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds MNIST: in the folder that the user named, in the cache, or on a mirror. Its sums are checked wherever it comes from. */
final class Mnist {

    private static final int CLASSES = 10;

    /** Above the longest file's 47,040,016 bytes; what is longer is not MNIST. */
    private static final long MAX_UNCOMPRESSED = 64_000_000;

    private final DatasetLocations locations;
    private final ProgressListener listener;
    private final Function<IdxFile, String> sums;

    Mnist(DatasetLocations locations, ProgressListener listener) {
        this(locations, listener, IdxFile::mnistSum);
    }

    /** Takes other sums, for files that stand in for MNIST's. */
    Mnist(DatasetLocations locations, ProgressListener listener, Function<IdxFile, String> sums) {
        this.sums = sums;
        this.locations = locations;
        this.listener = listener;
    }

    Dataset load() {
        Optional<Path> named = locations.dataFolder().flatMap(Mnist::folderNamedByUser);
        if (named.isPresent()) {
            return read(named.get());
        }
        Optional<Dataset> cached = fromCache();
        if (cached.isPresent()) {
            return cached.get();
        }
        if (locations.network() == Network.OFFLINE) {
            throw missing("downloads are switched off");
        }
        for (IdxFile file : IdxFile.values()) {
            if (!isGood(file)) {
                download(file);
            }
        }
        return read(cache());
    }

    /** Returns the folder with the files. Some files without the others are a mistake to be told, not to be passed over. */
    private static Optional<Path> folderNamedByUser(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException("data folder " + folder + " does not exist");
        }
        for (Path candidate : List.of(folder, folder.resolve(Datasets.MNIST))) {
            List<IdxFile> missing = IdxFile.missingIn(candidate);
            if (missing.isEmpty()) {
                return Optional.of(candidate);
            }
            if (missing.size() < IdxFile.values().length) {
                throw new DataException("of MNIST's four files " + candidate + " lacks " + names(missing));
            }
        }
        return Optional.empty();
    }

    private Optional<Dataset> fromCache() {
        if (!IdxFile.missingIn(cache()).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(cache()));
        } catch (DataException damaged) {
            if (locations.network() == Network.OFFLINE) {
                throw damaged;
            }
            // The cache is ours: what is damaged in it is fetched again.
            return Optional.empty();
        }
    }

    private Dataset read(Path folder) {
        return read(Datasets.MNIST, folder, CLASSES, file -> IdxSums.idxWith(sums.apply(file)));
    }

    /** Reads four files; {@code checks} gives what each one's content must stand up to. */
    static Dataset read(String name, Path folder, int classes, Function<IdxFile, IdxReader.Check> checks) {
        LabeledImages training = IdxReader.read(
                new IdxReader.Source(
                        name + " training",
                        existing(folder, IdxFile.TRAINING_IMAGES),
                        existing(folder, IdxFile.TRAINING_LABELS),
                        classes),
                checks.apply(IdxFile.TRAINING_IMAGES),
                checks.apply(IdxFile.TRAINING_LABELS));
        LabeledImages test = IdxReader.read(
                new IdxReader.Source(
                        name + " test",
                        existing(folder, IdxFile.TEST_IMAGES),
                        existing(folder, IdxFile.TEST_LABELS),
                        classes),
                checks.apply(IdxFile.TEST_IMAGES),
                checks.apply(IdxFile.TEST_LABELS));
        if (training.rows() != test.rows() || training.columns() != test.columns()) {
            throw new DataException(folder + ": expected training images and test images of one size but found "
                    + training.rows() + " x " + training.columns() + " and " + test.rows() + " x " + test.columns());
        }
        return new Dataset(name, training, test);
    }

    private static Path existing(Path folder, IdxFile file) {
        return file.in(folder)
                .orElseThrow(() -> new MissingDataException(
                        folder + " has no " + file.gzippedName() + ", nor one without .gz",
                        "A dataset's folder has four files: " + names(List.of(IdxFile.values()))));
    }

    private boolean isGood(IdxFile file) {
        Optional<Path> cached = file.in(cache());
        if (cached.isEmpty()) {
            return false;
        }
        try {
            return IdxSums.ofUncompressed(cached.get(), MAX_UNCOMPRESSED).equals(sums.apply(file));
        } catch (IOException damaged) {
            return false;
        }
    }

    private void download(IdxFile file) {
        List<String> failures = new ArrayList<>();
        for (URI mirror : locations.mirrors()) {
            URI address = mirror.resolve(file.gzippedName());
            try {
                var download = new Download(address, cache().resolve(file.gzippedName()), listener);
                download.run(part -> checkSum(file, part));
                return;
            } catch (IOException e) {
                failures.add(address + ": " + Download.reason(e));
            }
        }
        throw missing(
                failures.isEmpty()
                        ? "there are no mirrors to download it from"
                        : "no mirror has it: " + String.join("; ", failures));
    }

    private void checkSum(IdxFile file, Path part) throws IOException {
        String found = IdxSums.ofUncompressed(part, MAX_UNCOMPRESSED);
        if (!found.equals(sums.apply(file))) {
            throw new IOException(
                    "expected SHA-256 " + sums.apply(file) + " of the uncompressed file but found " + found);
        }
    }

    private Path cache() {
        return locations.cacheFolder().resolve(Datasets.MNIST);
    }

    private MissingDataException missing(String why) {
        String searched = Stream.concat(
                        locations.dataFolder().stream().flatMap(data -> Stream.of(data, data.resolve(Datasets.MNIST))),
                        Stream.of(cache()))
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        return new MissingDataException(
                "MNIST is not in " + searched + ", and " + why,
                "Put " + names(List.of(IdxFile.values())) + " into " + cache()
                        + ", or into a folder of your choice and name it with --data");
    }

    private static String names(List<IdxFile> files) {
        return files.stream().map(IdxFile::gzippedName).collect(Collectors.joining(", "));
    }
}
