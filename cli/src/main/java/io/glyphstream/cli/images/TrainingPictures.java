package io.glyphstream.cli.images;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Usage;
import io.glyphstream.cli.terminal.ProgressDisplay;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.datasets.pictures.PictureCollection;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PictureDataset;
import io.glyphstream.operations.Numbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Folders of pictures that a model learns from. */
public final class TrainingPictures {

    private static final int MOST_NAMED = 5;

    private final Environment environment;
    private final ProgressDisplay display;
    private final int threads;

    public TrainingPictures(Environment environment, ProgressDisplay display, int threads) {
        this.environment = environment;
        this.display = display;
        this.threads = threads;
    }

    /**
     * A data set to learn from.
     *
     * @param conversion how its pictures became images; none if it came as images
     */
    public record Loaded(Dataset dataset, Optional<PictureConversion> conversion) {

        /** Returns the same data set, whose classes have these names if there are some. */
        public Loaded called(Optional<List<String>> names) {
            return new Loaded(names.map(dataset::withClassNames).orElse(dataset), conversion);
        }
    }

    /** Returns true if a folder is meant, and none of the IDX files is in it: what it holds are pictures, or nothing of use. */
    static boolean areIn(Path folder) {
        return Files.isDirectory(folder)
                && !Datasets.isIdxFolder(folder)
                && Datasets.missingOfIdxFolder(folder).isEmpty();
    }

    /** Returns the data set of this name: one that is known, or the IDX files or the pictures in a folder of this name. */
    public Loaded load(String name, DatasetOptions data, PictureOptions options) {
        if (!Datasets.NAMES.contains(name) && areIn(Path.of(name))) {
            // A mistake in the options is told before thousands of files are read.
            options.learned(options.size().orElse(new PictureCollection.Size(1, 1)));
            PictureDataset read = read(Path.of(name), collection -> options.learned(collection.usualSize()));
            return new Loaded(read.dataset(), Optional.of(read.conversion()));
        }
        if (!options.typed().isEmpty()) {
            throw Usage.mistake(options.typed().get(0) + " is for a folder of pictures, but " + name + " is none");
        }
        return new Loaded(data.load(name, environment, display), Optional.empty());
    }

    /** Reads the pictures of a folder, and tells what was passed over and left out. */
    public PictureDataset read(Path folder, Function<PictureCollection, PictureConversion> choice) {
        PictureCollection collection = PictureCollection.inspect(folder, threads, this::progress);
        PictureDataset read = collection.read(choice.apply(collection));
        display.clear();
        FolderReport.passedOver(folder, collection.ignored()).ifPresent(environment.err()::println);
        tell(collection.repetitions(), "repeated: ", "pictures are there more than once and count once");
        tell(read.rejected().stream().map(bad -> bad.reason()).toList(), "left out: ", "pictures are left out");
        tellShape(collection, read);
        return read;
    }

    private void tellShape(PictureCollection collection, PictureDataset read) {
        Dataset dataset = read.dataset();
        environment
                .err()
                .println("pictures of " + dataset.name() + ": "
                        + Numbers.format(dataset.training().size())
                        + " to learn from, " + Numbers.format(dataset.test().size()) + " held out, in "
                        + dataset.classNames().size() + " classes: "
                        + String.join(", ", dataset.classNames()));
        environment
                .err()
                .println(collection
                                .onlySize()
                                .map(size -> "all pictures are " + size)
                                .orElse("pictures have different sizes")
                        + ", images are " + read.conversion());
    }

    private void tell(List<String> sentences, String prefix, String all) {
        sentences.stream()
                .limit(MOST_NAMED)
                .forEach(sentence -> environment.err().println(prefix + sentence));
        if (sentences.size() > MOST_NAMED) {
            environment.err().println(prefix + Numbers.format(sentences.size()) + " " + all);
        }
    }

    private void progress(String step, int done, int total) {
        if (environment.interruption().isRequested()) {
            throw new CommandException(ExitCode.FAILED, "stopped while pictures were read", "Nothing was trained.");
        }
        display.show(step, done, total);
    }
}
