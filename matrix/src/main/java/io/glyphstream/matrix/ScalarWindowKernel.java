package io.glyphstream.matrix;

/** The loops over windows as the definition has them. What the vector kernel returns is what this one returns. */
final class ScalarWindowKernel implements WindowKernel {

    @Override
    public void gather(float[] image, int at, Windows windows, float[] copies, int to) {
        int next = to;
        for (int window = 0; window < windows.count(); window++) {
            for (int line = 0; line < windows.lines(); line++) {
                int source = at + window * windows.step() + line * windows.lineStep();
                System.arraycopy(image, source, copies, next, windows.length());
                next += windows.length();
            }
        }
    }

    @Override
    public void addBack(float[] copies, int from, Windows windows, float[] image, int at) {
        int next = from;
        for (int window = 0; window < windows.count(); window++) {
            for (int line = 0; line < windows.lines(); line++) {
                int target = at + window * windows.step() + line * windows.lineStep();
                for (int i = 0; i < windows.length(); i++) {
                    image[target + i] += copies[next++];
                }
            }
        }
    }

    @Override
    public void largest(Pool pool, int at, int to) {
        for (int window = 0; window < pool.windows.count(); window++) {
            for (int channel = 0; channel < pool.channels; channel++) {
                int first = at + window * pool.windows.step() + channel;
                pool.largest[to + window * pool.channels + channel] = pool.images[winner(pool, first)];
            }
        }
    }

    @Override
    public void spread(Pool pool, float[] slopes, float[] byInputs, int at, int from) {
        for (int window = 0; window < pool.windows.count(); window++) {
            for (int channel = 0; channel < pool.channels; channel++) {
                int first = at + window * pool.windows.step() + channel;
                int winner = winner(pool, first);
                float slope = slopes[from + window * pool.channels + channel];
                for (int line = 0; line < pool.windows.lines(); line++) {
                    int start = first + line * pool.windows.lineStep();
                    for (int i = start; i < start + pool.windows.length(); i += pool.channels) {
                        byInputs[i] = i == winner ? slope : 0;
                    }
                }
            }
        }
    }

    private static int winner(Pool pool, int first) {
        int winner = first;
        for (int line = 0; line < pool.windows.lines(); line++) {
            int start = first + line * pool.windows.lineStep();
            for (int i = start; i < start + pool.windows.length(); i += pool.channels) {
                if (pool.images[i] > pool.images[winner]) {
                    winner = i;
                }
            }
        }
        return winner;
    }
}
