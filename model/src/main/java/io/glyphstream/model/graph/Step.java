package io.glyphstream.model.graph;

/**
 * One node at work on some images. One thread's.
 *
 * <p>What comes and goes is (images x rows x columns x channels), row-major.
 */
interface Step {

    /**
     * Writes what the node makes of its inputs.
     *
     * @param out may be an input where the operation's placement says so
     */
    void run(float[][] inputs, float[] out, int images);
}
