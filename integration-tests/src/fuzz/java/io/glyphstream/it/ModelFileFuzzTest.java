package io.glyphstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.publishing.ModelFile;

/** Exported models: a manifest and a snapshot in one file. */
final class ModelFileFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyFileIsAModelOrRefused(byte[] bytes) {
        try {
            assertThat(ModelFile.parse(bytes).snapshot()).isNotEmpty();
        } catch (InvalidModelException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
