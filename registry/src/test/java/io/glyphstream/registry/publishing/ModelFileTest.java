package io.glyphstream.registry.publishing;

import static io.glyphstream.registry.topics.WrittenTopics.bytes;
import static io.glyphstream.registry.topics.WrittenTopics.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.SigningKey;
import io.glyphstream.registry.SigningKeys;
import io.glyphstream.schemas.ModelManifest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelFileTest {
    private static final byte[] SNAPSHOT = bytes(450, 1);

    private final ModelManifest manifest =
            SigningKey.parse(SigningKeys.generate().privateKey()).sign(manifest("mlp", 3, SNAPSHOT));

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        var read = ModelFile.parse(file());

        assertThat(read.manifest()).isEqualTo(manifest);
        assertThat(read.snapshot()).isEqualTo(SNAPSHOT);
    }

    @Test
    void aFileThatIsCutShortAnywhereIsRefused() throws Exception {
        var file = file();
        for (int length = 0; length < file.length; length++) {
            var cut = Arrays.copyOf(file, length);

            assertThatThrownBy(() -> ModelFile.parse(cut)).isInstanceOf(InvalidModelException.class);
        }
        assertThatThrownBy(() -> ModelFile.parse(Arrays.copyOf(file, file.length + 1)))
                .hasMessage("its snapshot has 451 bytes but its manifest claims 450");
    }

    /** A flipped bit is found out, unless it changes what is said of the model only; that is for the signature to find. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noFlippedBitReachesTheModel(long seed) throws Exception {
        var random = new Random(seed);
        for (int trial = 0; trial < 2000; trial++) {
            var damaged = file();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(ModelFile.parse(damaged).snapshot()).isEqualTo(SNAPSHOT);
            } catch (InvalidModelException refused) {
                assertThat(refused).hasMessageNotContaining("Exception");
            }
        }
    }

    private byte[] file() throws Exception {
        var out = new ByteArrayOutputStream();
        ModelFile.of(manifest, SNAPSHOT).write(out);
        return out.toByteArray();
    }
}
