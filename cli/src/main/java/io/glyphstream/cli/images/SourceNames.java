package io.glyphstream.cli.images;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.cli.command.Suggestions;
import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.PathNames;
import io.glyphstream.datasets.catalog.Datasets;
import io.glyphstream.datasets.catalog.ImageReference;
import io.glyphstream.datasets.catalog.ProgressListener;
import io.glyphstream.datasets.pictures.FolderLabels;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PictureFolder;
import io.glyphstream.producer.ImageSource;
import io.glyphstream.producer.ImageSources;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What the user calls images: datasets, folders, files, single images of a dataset. */
final class SourceNames {

    private final DatasetOptions data;
    private final PictureConversion conversion;
    private final FolderLabels labels;
    private final Environment environment;
    private final ProgressListener listener;
    private final Set<String> prefixes = new HashSet<>();
    private final Map<String, Map<String, Integer>> labelsOfFolders = new LinkedHashMap<>();

    SourceNames(
            DatasetOptions data,
            PictureConversion conversion,
            FolderLabels labels,
            Environment environment,
            ProgressListener listener) {
        this.data = data;
        this.conversion = conversion;
        this.labels = labels;
        this.environment = environment;
        this.listener = listener;
    }

    /** Returns the images that all the names mean, one source after the other. */
    ImageSource source(List<String> names, DatasetPart part) {
        var sources = new ArrayList<ImageSource>();
        var files = new ArrayList<Path>();
        boolean alone = names.size() == 1;
        for (String name : names) {
            if (isFile(name)) {
                files.add(path(name));
                continue;
            }
            sources.add(alone ? source(name, part, "") : source(name, part, distinct(name) + "/"));
        }
        if (!files.isEmpty()) {
            sources.add(ImageSources.files(files, conversion));
        }
        ImageSource source = sources.size() == 1 ? sources.get(0) : new JoinedSource(sources);
        if (source.size() == 0) {
            throw new DataException(source.name() + " has no images: expected at least one");
        }
        return source;
    }

    /** Returns the labels of the subfolders of each folder of pictures, as they were found. */
    Map<String, Map<String, Integer>> labelsOfFolders() {
        return labelsOfFolders;
    }

    /** Returns a folder's own name; that of a second folder of the same name has a number. */
    private String distinct(String folder) {
        String name = PathNames.last(path(folder));
        String distinct = name;
        for (int times = 2; !prefixes.add(distinct); times++) {
            distinct = name + "-" + times;
        }
        return distinct;
    }

    private ImageSource source(String name, DatasetPart part, String prefix) {
        var reference = ImageReference.parse(name);
        if (reference.isPresent()) {
            var dataset = data.load(reference.get().dataset(), environment, listener);
            return ImageSources.reference(reference.get(), dataset);
        }
        Path path = path(name);
        if (Datasets.NAMES.contains(name) || Datasets.isIdxFolder(path)) {
            return ImageSources.dataset(data.load(name, environment, listener), part);
        }
        if (Files.isDirectory(path)) {
            return folder(path, prefix);
        }
        throw new CommandException(
                ExitCode.BAD_DATA,
                "there is no dataset, folder or file " + name,
                Suggestions.of(name, Datasets.NAMES)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Datasets are " + String.join(", ", Datasets.NAMES) + "; see --help."));
    }

    private ImageSource folder(Path folder, String prefix) {
        List<String> missing = Datasets.missingOfIdxFolder(folder);
        if (!missing.isEmpty()) {
            throw new DataException("of the four IDX files " + folder + " lacks " + String.join(", ", missing));
        }
        PictureFolder pictures = PictureFolder.open(folder, labels);
        FolderReport.lines(folder, pictures).forEach(environment.err()::println);
        labelsOfFolders.put(folder.toString(), pictures.labels());
        return ImageSources.folder(folder, pictures, conversion, prefix);
    }

    private static boolean isFile(String name) {
        return !Datasets.NAMES.contains(name) && Files.isRegularFile(path(name));
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException broken) {
            throw new CommandException(
                    ExitCode.BAD_DATA,
                    "no file can be named " + name + " here: " + broken.getReason(),
                    "In a POSIX locale names are ASCII: try again with LC_ALL=C.UTF-8.");
        }
    }

    /** Several sources as one. */
    private record JoinedSource(List<ImageSource> parts) implements ImageSource {

        @Override
        public String name() {
            return parts.stream().map(ImageSource::name).toList().toString();
        }

        @Override
        public int size() {
            return parts.stream().mapToInt(ImageSource::size).sum();
        }

        @Override
        public OptionalInt highestLabel() {
            return parts.stream()
                    .map(ImageSource::highestLabel)
                    .flatMapToInt(OptionalInt::stream)
                    .max();
        }

        @Override
        public Item item(int index) {
            int left = index;
            for (ImageSource part : parts) {
                if (left < part.size()) {
                    return part.item(left);
                }
                left -= part.size();
            }
            throw new IndexOutOfBoundsException("index must be within [0, " + (size() - 1) + "] but was " + index);
        }
    }
}
