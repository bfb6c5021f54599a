package io.glyphstream.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class AssetsTest {

    private static final int LIMIT = 200 * 1024;

    private final Assets assets = Assets.load();

    @Test
    void allFilesTogetherAreSmall() throws IOException {
        int bytes = 0;
        for (var asset : assets.all().values()) {
            bytes += compressed(asset.bytes());
        }

        assertThat(bytes).isPositive().isLessThan(LIMIT);
    }

    @Test
    void thePageNamesFilesThatAreThere() {
        assertThat(assets.page().split("\""))
                .filteredOn(text -> text.startsWith("/assets/"))
                .filteredOn(text -> !text.endsWith("/"))
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        address -> assertThat(assets.find(address)).as(address).isPresent());
    }

    @Test
    void noFileNamesAnotherSite() {
        assertThat(assets.all())
                .allSatisfy((address, asset) -> assertThat(new String(asset.bytes(), UTF_8))
                        .as(address)
                        .doesNotContain("src=\"http", "url(http", "from 'http", "import('http", "url(//"));
    }

    private static int compressed(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.size();
    }
}
