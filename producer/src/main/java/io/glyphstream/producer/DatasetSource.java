package io.glyphstream.producer;

import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.DatasetPart;
import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelImage;
import io.glyphstream.datasets.catalog.ImageReference;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Neighboring images of one part of a data set. */
final class DatasetSource implements ImageSource {

    private final String dataset;
    private final DatasetPart part;
    private final LabeledImages images;
    private final int first;
    private final int size;

    DatasetSource(Dataset dataset, DatasetPart part, int first, int size) {
        this.dataset = dataset.name();
        this.part = part;
        this.images = dataset.part(part);
        this.first = first;
        this.size = size;
    }

    @Override
    public String name() {
        return dataset + ":" + part.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public OptionalInt highestLabel() {
        return IntStream.range(first, first + size).map(images::label).max();
    }

    @Override
    public Item item(int index) {
        var position = first + Objects.checkIndex(index, size);
        var origin = new ImageReference(dataset, part, position).toString();
        var label = OptionalInt.of(images.label(position));
        return new Item.Found(
                origin.replace(':', '-'), PixelImage.owning(images.shape(), images.pixels(position)), label, origin);
    }
}
