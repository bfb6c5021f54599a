package io.glyphstream.benchmarks.measuring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Images in batches of one size, handed out in turn for ever. For any number of threads. */
public final class Batches {

    /** The sizes that every measurement shows: an idle stream, a busy one, a backlog. */
    public static final List<Integer> SIZES = List.of(1, 64, 1024);

    private static final int MOST = 1000;

    private final int size;
    private final List<byte[]> batches = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * @param pixels (images x area), unsigned. If there are fewer images than a batch holds, they come again and again.
     * @param size images in each batch
     */
    public Batches(byte[] pixels, int area, int size) {
        this.size = size;
        int images = pixels.length / area;
        int count = Math.max(1, Math.min(MOST, images / size));
        for (int batch = 0; batch < count; batch++) {
            var some = new byte[size * area];
            for (int i = 0; i < size; i++) {
                System.arraycopy(pixels, (batch * size + i) % images * area, some, i * area, area);
            }
            batches.add(some);
        }
    }

    /** Returns the number of images in each batch. */
    public int size() {
        return size;
    }

    /** Returns how many batches there are before they come again. */
    public int count() {
        return batches.size();
    }

    public byte[] get(int batch) {
        return batches.get(batch);
    }

    /** Returns the index of the batch whose turn it is. */
    public int turn() {
        return Math.floorMod(next.getAndIncrement(), batches.size());
    }

    public byte[] next() {
        return batches.get(turn());
    }
}
