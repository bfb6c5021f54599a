package io.glyphstream.onnx;

/** Weights in another order. */
final class Turned {

    private Turned() {}

    /** Turns (filters x places x channels) into (filters x channels x places). */
    static float[] channelByChannel(float[] weights, int filters, int places) {
        int channels = weights.length / filters / places;
        var turned = new float[weights.length];
        for (int filter = 0; filter < filters; filter++) {
            int start = filter * places * channels;
            for (int place = 0; place < places; place++) {
                for (int channel = 0; channel < channels; channel++) {
                    turned[start + channel * places + place] = weights[start + place * channels + channel];
                }
            }
        }
        return turned;
    }
}
