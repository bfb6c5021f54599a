package io.glyphstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glyphstream.benchmarks.measuring.DatasetOptions;
import io.glyphstream.benchmarks.models.OpenBlasProduct;
import io.glyphstream.benchmarks.models.PlainScan;
import io.glyphstream.benchmarks.models.ProductFactors;
import io.glyphstream.benchmarks.models.ProductShape;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.model.neighbors.NearestNeighbors;
import io.glyphstream.model.neighbors.NeighborSettings;
import io.glyphstream.model.neighbors.Preprocessing;
import io.glyphstream.model.neighbors.Weighting;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A race is fair when both sides come to the same result. */
final class RivalsTest {

    @ParameterizedTest
    @EnumSource(ProductShape.Form.class)
    void openBlasMultipliesAsWeDo(ProductShape.Form form) {
        var factors = new ProductFactors(new ProductShape("", 37, 101, 29, form), 1);
        OpenBlasProduct.useThreads(1);

        float[] theirs;
        try (var openBlas = new OpenBlasProduct(factors)) {
            openBlas.multiply();
            theirs = openBlas.product();
        }

        assertThat(theirs).containsExactly(factors.multiply().toFloats(), within(1e-4f));
    }

    @Test
    void plainScanFindsTheNeighborsThatTheIndexFinds() {
        var references = DatasetOptions.examples(DigitPainter.draw(500, 1));
        var queries = DigitPainter.draw(20, 2);
        var scan = new PlainScan(references.pixels(), DigitPainter.ROWS * DigitPainter.COLUMNS);
        var neighbors = NearestNeighbors.fit(references, new NeighborSettings(7, Weighting.UNIFORM, Preprocessing.NONE))
                .search(queries.pixels(), queries.size(), 7);

        for (int query = 0; query < queries.size(); query++) {
            int image = query;
            assertThat(scan.search(queries.image(image).pixels(), 7))
                    .isEqualTo(IntStream.range(0, 7)
                            .map(rank -> neighbors.index(image, rank))
                            .toArray());
        }
    }
}
