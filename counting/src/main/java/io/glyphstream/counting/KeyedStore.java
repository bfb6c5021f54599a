package io.glyphstream.counting;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps values by their keys, and outlives a crash with what was there at the latest commit. */
public interface KeyedStore<V> {
    /** Returns the value under a key, or null if there is none. */
    @Nullable
    V get(String key);

    /** Calls the reader with each key and its value, in the order of the keys. The reader must not change the store. */
    void forEach(BiConsumer<String, V> reader);

    /** Puts a value in place of the one that is there. */
    void put(String key, V value);

    /** Removes the value under a key, if there is one. */
    void delete(String key);
}
