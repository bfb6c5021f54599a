package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.pictures.PictureConversion;
import io.glyphstream.datasets.pictures.Pictures;
import java.io.ByteArrayInputStream;

/** Pictures of all formats that are read. */
final class PictureFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyPictureIsReadOrRefused(byte[] bytes) {
        try {
            var image = Pictures.read("some picture", new ByteArrayInputStream(bytes), PictureConversion.asMnist());

            assertThat(image.rows()).isEqualTo(28);
        } catch (DataException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
