package io.glyphstream.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.trainer.evaluation.Mistake;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MistakeSheetTest {

    @Test
    void aSheetOfMistakesShowsColors(@TempDir Path folder) throws Exception {
        var images = new LabeledImages(
                "two", new PixelShape(1, 2, 3), 2, new byte[] {(byte) 200, 10, 20, 30, 40, (byte) 250}, new int[] {1});

        ImageIO.write(
                MistakeSheet.draw(images, List.of(new Mistake(0, 1, 0, 0.9f)), ClassNames.none()),
                "png",
                folder.resolve("sheet.png").toFile());

        var sheet = ImageIO.read(folder.resolve("sheet.png").toFile());
        assertThat(colorsOf(sheet)).contains(0xc80a14, 0x1e28fa);
    }

    private static List<Integer> colorsOf(BufferedImage picture) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .map(at -> picture.getRGB(at % picture.getWidth(), at / picture.getWidth()) & 0xffffff)
                .distinct()
                .boxed()
                .toList();
    }
}
