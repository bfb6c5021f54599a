package io.glyphstream.producer;

import io.glyphstream.datasets.PathNames;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.PictureFolder;
import io.glyphstream.datasets.pictures.PictureOutcome;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The pictures of a folder, each decoded whenever it is asked for: a folder may be larger than the memory. */
final class FolderSource implements ImageSource {

    private final Path folder;
    private final PictureFolder pictures;
    private final PictureConversion conversion;
    private final String prefix;

    FolderSource(Path folder, PictureFolder pictures, PictureConversion conversion, String prefix) {
        this.folder = folder;
        this.pictures = pictures;
        this.conversion = conversion;
        this.prefix = prefix;
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public OptionalInt highestLabel() {
        return pictures.labels().values().stream().mapToInt(Integer::intValue).max();
    }

    @Override
    public Item item(int index) {
        return pictures.picture(index, conversion).match(this::found, FolderSource::unusable);
    }

    private Item found(PictureOutcome.Loaded picture) {
        var file = picture.file();
        return new Item.Found(key(file), picture.image(), picture.label(), PathNames.of(file));
    }

    private static Item unusable(PictureOutcome.Rejected picture) {
        return new Item.Unusable(picture.file().toString(), picture.reason());
    }

    private String key(Path file) {
        var path = file.startsWith(folder) ? folder.relativize(file) : file;
        return prefix + PathNames.of(path);
    }
}
