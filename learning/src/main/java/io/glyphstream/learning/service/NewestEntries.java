package io.glyphstream.learning.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest values by image id, so many and so many bytes of them at most: the oldest are given up. For one thread. */
final class NewestEntries<V> {

    /** What an entry takes beside its id and its value. */
    private static final int BYTES_OF_ENTRY = 150;

    private final int most;
    private final long mostBytes;
    private final Map<String, Entry<V>> entries = new LinkedHashMap<>();
    private long bytes;

    private record Entry<V>(V value, long bytes) {}

    NewestEntries(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Keeps a value; one before it for the same id is dropped. */
    void put(String id, V value, long bytesOfValue) {
        remove(id);
        long size = BYTES_OF_ENTRY + (long) Character.BYTES * id.length() + bytesOfValue;
        entries.put(id, new Entry<>(value, size));
        bytes += size;
        while (entries.size() > most || bytes > mostBytes) {
            remove(entries.keySet().iterator().next());
        }
    }

    /** Takes a value out. */
    Optional<V> remove(String id) {
        @Nullable Entry<V> removed = entries.remove(id);
        if (removed == null) {
            return Optional.empty();
        }
        bytes -= removed.bytes();
        return Optional.of(removed.value());
    }

    /** Returns how many there are. */
    int size() {
        return entries.size();
    }

    /** Returns about how many bytes they take. */
    long bytes() {
        return bytes;
    }
}
