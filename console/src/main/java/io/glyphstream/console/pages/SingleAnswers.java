package io.glyphstream.console.pages;

import io.glyphstream.console.stream.Place;
import io.glyphstream.console.stream.RecordFinder;
import io.glyphstream.console.stream.SeenAnswer;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.schemas.kafka.Topics;
import io.javalin.http.Context;
import java.util.List;

/** Answers by their places on the predictions topic, read from the topic itself. */
final class SingleAnswers {

    private final RecordFinder predictions;
    private final Topics topics;

    SingleAnswers(RecordFinder predictions, Topics topics) {
        this.predictions = predictions;
        this.topics = topics;
    }

    /**
     * Returns the answer that a request names by {@code partition} and {@code offset}.
     *
     * @throws ApiException when there is none; it says why, and what to do
     */
    SeenAnswer find(Context context) {
        var place = Requests.place(context, "/answers/3/1204");
        var message = predictions.find(List.of(place)).get(place);
        if (message == null) {
            throw missing(place);
        }
        return topics.predictions()
                .tryDecode(message.value())
                .map(prediction -> SeenAnswer.of(message, prediction))
                .orElseThrow(() -> new ApiException(
                        404,
                        "the record at " + text(place) + " is no answer that this release can read",
                        "If a later release wrote it, use the console of that one."));
    }

    private ApiException missing(Place place) {
        var name = topics.predictions().name();
        var bounds = predictions.bounds(place.partition());
        if (bounds.isEmpty()) {
            return new ApiException(
                    404, name + " has no partition " + place.partition(), "Open an answer from the list of answers.");
        }
        long first = bounds.get().first();
        if (place.offset() < first) {
            return new ApiException(
                    404,
                    "the answer at " + text(place) + " is gone: the partition begins at offset " + first,
                    "Kafka removes old answers. To keep them longer, raise retention.ms or retention.bytes of " + name
                            + ".");
        }
        if (place.offset() >= bounds.get().end()) {
            return new ApiException(
                    404,
                    "no answer is at " + text(place) + " yet: the partition ends at offset "
                            + bounds.get().end(),
                    "Check the offset. If this is another cluster than that of the link, ask for its console.");
        }
        return new ApiException(
                404,
                "no answer is at " + text(place)
                        + ": the marker of a transaction lies there, or what one that was aborted wrote",
                "Try the offset before it, " + (place.offset() - 1) + ", or the one after it, " + (place.offset() + 1)
                        + ".");
    }

    private static String text(Place place) {
        return "partition " + place.partition() + ", offset " + place.offset();
    }
}
