package io.glyphstream.counting;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A store on the heap. */
final class TreeStore<V> implements KeyedStore<V> {
    private final TreeMap<String, V> values = new TreeMap<>();
    private int puts;

    @Override
    public @Nullable V get(String key) {
        return values.get(key);
    }

    @Override
    public void forEach(BiConsumer<String, V> reader) {
        values.forEach(reader);
    }

    @Override
    public void put(String key, V value) {
        puts++;
        values.put(key, value);
    }

    @Override
    public void delete(String key) {
        values.remove(key);
    }

    /** Returns the value under a key, which there must be. */
    V at(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Returns how often something was put. */
    int puts() {
        return puts;
    }
}
