package io.glyphstream.registry.publishing;

import io.glyphstream.registry.topics.StoredChunk;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Sends those chunks of a snapshot that are not on the topic yet. */
final class ChunkUpload {
    private final SnapshotChunks chunks;
    private final Map<Integer, StoredChunk> visible;
    private final PublishListener listener;
    private final Runnable stopWhenAsked;
    private final AtomicLong done = new AtomicLong();

    /** Calls {@code stopWhenAsked} before each chunk, which throws in order to stop. */
    ChunkUpload(
            SnapshotChunks chunks,
            Map<Integer, StoredChunk> visible,
            PublishListener listener,
            Runnable stopWhenAsked) {
        this.chunks = chunks;
        this.visible = visible;
        this.listener = listener;
        this.stopWhenAsked = stopWhenAsked;
    }

    void send(ModelTransaction transaction) {
        for (int index = 0; index < chunks.count(); index++) {
            int size = chunks.data(index).remaining();
            if (isVisible(index)) {
                acknowledged(size);
                continue;
            }
            stopWhenAsked.run();
            transaction.send(chunks.chunk(index), () -> acknowledged(size));
        }
        transaction.flush();
    }

    private boolean isVisible(int index) {
        var stored = visible.get(index);
        return stored != null && stored.sha256().equals(chunks.hashes().get(index));
    }

    private void acknowledged(int size) {
        listener.published(done.addAndGet(size), chunks.size());
    }
}
