package io.glyphstream.trainer.report;

import io.glyphstream.datasets.LabeledImages;
import io.glyphstream.datasets.PixelShape;
import io.glyphstream.schemas.ClassNames;
import io.glyphstream.trainer.evaluation.Mistake;
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
    static BufferedImage draw(LabeledImages images, List<Mistake> mistakes, ClassNames names) {
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
            drawImage(canvas, picture(images.shape(), images.pixels(mistake.index())), left, top);
            canvas.setColor(Color.BLACK);
            canvas.drawString(caption(mistake, names), left, top + PICTURE + 18);
        }
        canvas.dispose();
        return sheet;
    }

    /** Gray images have their ink in black on white, those in color are as they are. */
    private static BufferedImage picture(PixelShape shape, byte[] pixels) {
        var picture = new BufferedImage(shape.columns(), shape.rows(), BufferedImage.TYPE_INT_RGB);
        for (var place = 0; place < shape.rows() * shape.columns(); place++) {
            var color = 0;
            for (var part = 0; part < PixelShape.COLOR; part++) {
                var value = pixels[place * shape.channels() + part % shape.channels()] & 0xff;
                color = color << 8 | (shape.isGray() ? 255 - value : value);
            }
            picture.setRGB(place % shape.columns(), place / shape.columns(), color);
        }
        return picture;
    }

    private static void drawImage(Graphics2D canvas, BufferedImage picture, int left, int top) {
        var scale = (double) PICTURE / Math.max(picture.getWidth(), picture.getHeight());
        var width = (int) Math.round(picture.getWidth() * scale);
        var height = (int) Math.round(picture.getHeight() * scale);
        canvas.drawImage(picture, left, top, width, height, null);
        canvas.setColor(Color.LIGHT_GRAY);
        canvas.drawRect(left, top, width - 1, height - 1);
    }

    private static String caption(Mistake mistake, ClassNames names) {
        return String.format(
                Locale.ROOT,
                "is %s, said %s: %.2f %%",
                Plots.text(names, mistake.truth()),
                Plots.text(names, mistake.answer()),
                100 * mistake.confidence());
    }
}
