package io.glyphstream.counting;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A store on the heap. */
final class TreeStore<V> implements KeyedStore<V> {
    private final Map<String, V> values = new TreeMap<>();

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
        values.put(key, value);
    }

    @Override
    public void delete(String key) {
        values.remove(key);
    }

    int size() {
        return values.size();
    }
}
