package io.glyphstream.console.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.glyphstream.schemas.Image;
import io.glyphstream.schemas.Prediction;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds images by their places on the images topic; keeps those that were asked for last, up to 16 MiB of pixels. */
public final class ImageFinder implements AutoCloseable {

    private static final long MOST_BYTES = 16 << 20;

    /** What an image takes beside its pixels, roughly. */
    private static final int OVERHEAD = 400;

    private final Topics topics;
    private final RecordFinder records;

    @GuardedBy("kept")
    private final ReadTopics read;

    @GuardedBy("kept")
    private final Map<Place, Image> kept = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("kept")
    private long bytes;

    /** Connects on first use. */
    public ImageFinder(KafkaCluster cluster, Topics topics, TopicWatch watch) {
        this.topics = topics;
        read = new ReadTopics(watch, List.of(topics.images().name()));
        records = new RecordFinder(cluster, topics.images().name());
    }

    /**
     * Images that were found.
     *
     * @param byPlace each at its place on the images topic
     */
    public record Found(Map<Place, Image> byPlace) {

        public Found {
            byPlace = Map.copyOf(byPlace);
        }

        /** Returns the image that an answer is about. A topic that was created again has other images in the same places. */
        public Optional<Image> of(Prediction answer) {
            return Optional.ofNullable(byPlace.get(place(answer)))
                    .filter(image -> image.getId().equals(answer.getImageId()));
        }
    }

    /** Returns the images of these answers that are still there, or were when they were asked for last. */
    public Found find(Collection<Prediction> answers) {
        return new Found(findAt(answers.stream().map(ImageFinder::place).collect(Collectors.toSet())));
    }

    private static Place place(Prediction answer) {
        return new Place(answer.getInputPartition(), answer.getInputOffset());
    }

    private Map<Place, Image> findAt(Collection<Place> places) {
        var found = new HashMap<Place, Image>();
        synchronized (kept) {
            if (read.areOthers()) {
                kept.clear();
                bytes = 0;
            }
            for (var place : places) {
                var image = kept.get(place);
                if (image != null) {
                    found.put(place, image);
                }
            }
        }
        var missing = places.stream().filter(place -> !found.containsKey(place)).toList();
        records.find(missing)
                .forEach((place, message) -> topics.images()
                        .tryDecode(message.value())
                        .ifPresent(image -> {
                            found.put(place, image);
                            keep(place, image);
                        }));
        return found;
    }

    private void keep(Place place, Image image) {
        synchronized (kept) {
            if (kept.put(place, image) == null) {
                bytes += size(image);
            }
            var oldest = kept.entrySet().iterator();
            while (bytes > MOST_BYTES && oldest.hasNext()) {
                bytes -= size(Objects.requireNonNull(oldest.next().getValue()));
                oldest.remove();
            }
        }
    }

    private static long size(Image image) {
        return (long) OVERHEAD + image.getPixels().remaining();
    }

    @Override
    public void close() {
        records.close();
    }
}
