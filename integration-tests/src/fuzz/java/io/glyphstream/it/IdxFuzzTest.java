package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.idx.IdxImages;
import io.glyphstream.datasets.idx.IdxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Files of images and of labels, packed or not. */
final class IdxFuzzTest {
    @TempDir
    private Path folder;

    @FuzzTest(maxDuration = "60s")
    void anyFileIsADatasetOrRefused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("some-idx"), bytes);
        try (var images = IdxImages.open(file)) {
            while (images.hasNext()) {
                assertThat(images.next().rows()).isNotNegative();
            }
        } catch (DataException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        try {
            assertThat(IdxReader.readLabels(file)).hasSizeLessThan(bytes.length);
        } catch (DataException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
