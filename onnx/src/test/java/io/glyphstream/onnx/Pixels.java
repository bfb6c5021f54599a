package io.glyphstream.onnx;

import java.util.Random;

/** Pixels, and what becomes of them before they come to a network. */
final class Pixels {

    private Pixels() {}

    static byte[] random(int count, long seed) {
        var pixels = new byte[count];
        new Random(seed).nextBytes(pixels);
        return pixels;
    }

    /** Returns (pixel x scale - mean) / deviation of gray images, as the definition has it. */
    static float[] scaled(byte[] pixels, PixelScale scale) {
        var values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            double pixel = pixels[i] & 0xff;
            values[i] = (float) ((pixel * scale.scale() - scale.means().get(0))
                    / scale.deviations().get(0));
        }
        return values;
    }

    /** Returns images whose values are side by side, as images whose channels come one after another. */
    static float[] channelByChannel(float[] values, int channels, int area) {
        var turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int image = i / (channels * area);
            int channel = i % channels;
            int place = i / channels % area;
            turned[(image * channels + channel) * area + place] = values[i];
        }
        return turned;
    }
}
