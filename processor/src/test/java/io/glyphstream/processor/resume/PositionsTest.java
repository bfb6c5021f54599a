package io.glyphstream.processor.resume;

import static io.glyphstream.processor.Samples.image;
import static io.glyphstream.processor.Samples.key;
import static io.glyphstream.processor.Samples.neighbors;
import static io.glyphstream.processor.Samples.served;
import static io.glyphstream.processor.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.processor.Pipeline;
import io.glyphstream.schemas.LaterReleaseException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PositionsTest {
    /** Images to 5, labels to 258, of topics with the ids 1/2 and 3/4: the bytes of format 1 as they were first written. */
    private static final String FORMAT_1 = "01"
            + "0049" + "0000000000000001" + "0000000000000002" + "0000000000000005"
            + "004c" + "0000000000000003" + "0000000000000004" + "0000000000000102";

    @Test
    void bytesOfTheFirstFormatAreRead() {
        assertThat(StoredPositions.decode(HexFormat.of().parseHex(FORMAT_1)))
                .isEqualTo(Map.of(
                        Input.IMAGES,
                        new Position(new Uuid(1, 2), 5),
                        Input.LABELS,
                        new Position(new Uuid(3, 4), 258)));
    }

    @Test
    void laterFormatIsRefused() {
        assertThatThrownBy(() -> StoredPositions.decode(new byte[] {2}))
                .isInstanceOf(LaterReleaseException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void everyOutcomeMovesThePosition(@TempDir Path folder) {
        try (var pipeline = new Pipeline(set(1, List.of(served("knn", 1, neighbors(2)))), folder)) {
            pipeline.feed(image("a", 1, 1));
            pipeline.images.pipeInput(key("junk"), new byte[] {1, 2});
            pipeline.labels.pipeInput(key("junk"), new byte[] {1, 2});

            var stored = pipeline.driver
                    .<String, byte[]>getKeyValueStore(Changelogs.POSITIONS)
                    .get(Positions.KEY);
            assertThat(StoredPositions.decode(stored))
                    .isEqualTo(Map.of(
                            Input.IMAGES, new Position(new Uuid(1, 2), 2),
                            Input.LABELS, new Position(new Uuid(3, 4), 1)));
        }
    }
}
