package io.glyphstream.datasets.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Draws digits without soft edges. */
public final class ThinPen {

    private ThinPen() {}

    /** Returns the usual shape of a digit, drawn with a pen of some width in pixels, without soft edges, on odd rows where it is straight. */
    public static BufferedImage drawn(int digit, int side, int pen) {
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = picture.createGraphics();
        graphics.setBackground(Color.WHITE);
        graphics.clearRect(0, 0, side, side);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(pen));
        for (var stroke : DigitShape.of(digit).get(0).strokes()) {
            var path = new Path2D.Double();
            for (int i = 0; i < stroke.size(); i++) {
                double x = side * (0.25 + 0.4 * stroke.get(i).x());
                double y = 2 * Math.floor(side * (0.2 + 0.6 * stroke.get(i).y()) / 2) + 1;
                if (i == 0) {
                    path.moveTo(x, y);
                }
                path.lineTo(x, y);
            }
            graphics.draw(path);
        }
        graphics.dispose();
        return picture;
    }
}
