package io.glyphstream.producer;

import io.glyphstream.datasets.PictureFit;
import io.glyphstream.datasets.PictureFolder;
import io.glyphstream.datasets.PictureOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** The pictures of a folder, each decoded when it is first asked for and kept for the next round. */
final class FolderSource implements ImageSource {

    private final Path folder;
    private final int size;
    private final Iterator<PictureOutcome> unread;
    private final List<PictureOutcome> read = new ArrayList<>();

    FolderSource(Path folder, PictureFit fit) {
        var pictures = PictureFolder.open(folder);
        this.folder = folder;
        this.size = pictures.size();
        this.unread = pictures.pictures(fit).iterator();
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Item item(int index) {
        Objects.checkIndex(index, size);
        while (read.size() <= index) {
            read.add(unread.next());
        }
        var outcome = read.get(index);
        if (outcome instanceof PictureOutcome.Loaded loaded) {
            return new Item.Found(
                    key(loaded.file()),
                    loaded.image(),
                    loaded.label(),
                    loaded.file().toString());
        }
        var rejected = (PictureOutcome.Rejected) outcome;
        return new Item.Unusable(rejected.file().toString(), rejected.reason());
    }

    private String key(Path file) {
        var path = file.startsWith(folder) ? folder.relativize(file) : file;
        return path.toString().replace('\\', '/');
    }
}
