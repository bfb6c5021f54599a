package io.glyphstream.cli;

import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.Datasets;
import io.glyphstream.datasets.ImageReference;
import io.glyphstream.datasets.PictureFit;
import io.glyphstream.datasets.ProgressListener;
import io.glyphstream.producer.ImageSource;
import io.glyphstream.producer.ImageSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the user calls images: datasets, folders, files, single images of a dataset. */
final class SourceNames {

    private final DatasetOptions data;
    private final PictureFit fit;
    private final Surroundings surroundings;
    private final ProgressListener listener;

    SourceNames(DatasetOptions data, PictureFit fit, Surroundings surroundings, ProgressListener listener) {
        this.data = data;
        this.fit = fit;
        this.surroundings = surroundings;
        this.listener = listener;
    }

    /** Returns the images that all the names mean, one source after the other. */
    ImageSource source(List<String> names, DatasetPart part) {
        var sources = new ArrayList<ImageSource>();
        var files = new ArrayList<Path>();
        for (String name : names) {
            if (isFile(name)) {
                files.add(Path.of(name));
            }
            if (!isFile(name)) {
                sources.add(source(name, part));
            }
        }
        if (!files.isEmpty()) {
            sources.add(ImageSources.files(files, fit));
        }
        return sources.size() == 1 ? sources.get(0) : new JoinedSource(sources);
    }

    /** Returns what is wrong with what, naming it once. */
    static String complaint(ImageSource.Item.Unusable unusable) {
        return unusable.reason().startsWith(unusable.origin())
                ? unusable.reason()
                : unusable.origin() + ": " + unusable.reason();
    }

    private ImageSource source(String name, DatasetPart part) {
        var reference = ImageReference.parse(name);
        if (reference.isPresent()) {
            var dataset = data.load(reference.get().dataset(), surroundings, listener);
            return ImageSources.reference(reference.get(), dataset);
        }
        if (Datasets.NAMES.contains(name) || Datasets.isIdxFolder(Path.of(name))) {
            return ImageSources.dataset(data.load(name, surroundings, listener), part);
        }
        if (Files.isDirectory(Path.of(name))) {
            return ImageSources.folder(Path.of(name), fit);
        }
        throw new CommandException(
                ExitCode.BAD_DATA,
                "there is no dataset, folder or file " + name,
                Suggestions.of(name, Datasets.NAMES)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Datasets are " + String.join(", ", Datasets.NAMES) + "; see --help."));
    }

    private static boolean isFile(String name) {
        return !Datasets.NAMES.contains(name) && Files.isRegularFile(Path.of(name));
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
