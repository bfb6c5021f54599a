package io.glyphstream.learning.window;

import io.glyphstream.operations.ReadProgress;

/** How much of what is to be read is read. */
final class ReadShare {

    private final long total;
    private final ReadProgress progress;
    private long done;

    ReadShare(long total, ReadProgress progress) {
        this.total = total;
        this.progress = progress;
    }

    void add(String topic, int records) {
        done = Math.min(total, done + records);
        var unused = progress.read(topic, done, total);
    }
}
