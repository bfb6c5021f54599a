package io.glyphstream.trainer;

import io.glyphstream.datasets.GrayImage;
import io.glyphstream.datasets.LabeledImages;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** A sheet of wrongly named images, dark on white, each with its truth, the answer and the model's confidence. */
final class MistakeSheet {

    private static final int PER_ROW = 5;
    private static final int PICTURE = 140;
    private static final int CAPTION = 26;
    private static final int MARGIN = 14;

    private MistakeSheet() {}

    /** Returns the sheet; at least one mistake is needed. */
    static BufferedImage draw(LabeledImages images, List<Mistake> mistakes) {
        var rows = (mistakes.size() + PER_ROW - 1) / PER_ROW;
        var cellWidth = PICTURE + MARGIN;
        var cellHeight = PICTURE + CAPTION + MARGIN;
        var sheet =
                new BufferedImage(PER_ROW * cellWidth + MARGIN, rows * cellHeight + MARGIN, BufferedImage.TYPE_INT_RGB);
        var canvas = sheet.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        for (var i = 0; i < mistakes.size(); i++) {
            var mistake = mistakes.get(i);
            var left = MARGIN + i % PER_ROW * cellWidth;
            var top = MARGIN + i / PER_ROW * cellHeight;
            drawImage(canvas, images.image(mistake.index()), left, top);
            canvas.setColor(Color.BLACK);
            canvas.drawString(caption(mistake), left, top + PICTURE + 18);
        }
        canvas.dispose();
        return sheet;
    }

    private static void drawImage(Graphics2D canvas, GrayImage image, int left, int top) {
        var picture = new BufferedImage(image.columns(), image.rows(), BufferedImage.TYPE_INT_RGB);
        for (var row = 0; row < image.rows(); row++) {
            for (var column = 0; column < image.columns(); column++) {
                var shade = 255 - image.pixel(row, column);
                picture.setRGB(column, row, shade << 16 | shade << 8 | shade);
            }
        }
        var scale = (double) PICTURE / Math.max(image.rows(), image.columns());
        var width = (int) Math.round(image.columns() * scale);
        var height = (int) Math.round(image.rows() * scale);
        canvas.drawImage(picture, left, top, width, height, null);
        canvas.setColor(Color.LIGHT_GRAY);
        canvas.drawRect(left, top, width - 1, height - 1);
    }

    private static String caption(Mistake mistake) {
        return String.format(
                Locale.ROOT, "is %d, said %d: %.2f %%", mistake.truth(), mistake.answer(), 100 * mistake.confidence());
    }
}
