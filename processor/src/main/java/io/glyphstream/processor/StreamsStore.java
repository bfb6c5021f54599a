package io.glyphstream.processor;

import io.glyphstream.counting.KeyedStore;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store of Kafka Streams for those who count: its changelog is part of every commit. */
record StreamsStore<V>(KeyValueStore<String, V> store) implements KeyedStore<V> {
    /** Returns a store of a task by its name. */
    static <V> StreamsStore<V> of(ProcessorContext<?, ?> task, String name) {
        return new StreamsStore<>(task.getStateStore(name));
    }

    @Override
    public @Nullable V get(String key) {
        return store.get(key);
    }

    /** Kafka Streams gives the entries in the order of their keys' bytes. */
    @Override
    public void forEach(BiConsumer<String, V> reader) {
        try (var stored = store.all()) {
            stored.forEachRemaining(entry -> reader.accept(entry.key, entry.value));
        }
    }

    @Override
    public void put(String key, V value) {
        store.put(key, value);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }
}
