package io.glyphstream.producer;

import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.PathNames;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.Pictures;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;

/** Single pictures, named after their files; a second file of the same name becomes {@code name-2}. */
final class FileSource implements ImageSource {

    private final List<Path> files;
    private final List<String> keys;
    private final PictureConversion conversion;

    FileSource(List<Path> files, PictureConversion conversion) {
        this.files = List.copyOf(files);
        this.keys = keys(this.files);
        this.conversion = conversion;
    }

    @Override
    public String name() {
        return files.size() == 1 ? files.get(0).toString() : files.size() + " pictures";
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public Item item(int index) {
        var file = files.get(index);
        try {
            return new Item.Found(
                    keys.get(index), Pictures.read(file, conversion), OptionalInt.empty(), PathNames.of(file));
        } catch (DataException e) {
            return new Item.Unusable(file.toString(), String.valueOf(e.getMessage()));
        }
    }

    private static List<String> keys(List<Path> files) {
        var keys = new LinkedHashSet<String>();
        for (var file : files) {
            var name = PathNames.last(file);
            var key = name;
            for (int times = 2; !keys.add(key); times++) {
                key = name + "-" + times;
            }
        }
        return List.copyOf(keys);
    }
}
