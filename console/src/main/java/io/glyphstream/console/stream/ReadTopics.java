package io.glyphstream.console.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** The topics that somebody has read from, and whether others have their names now. For one thread at a time. */
final class ReadTopics {

    private final TopicWatch watch;
    private final List<String> names;
    private final Map<String, Uuid> read = new HashMap<>();

    ReadTopics(TopicWatch watch, List<String> names) {
        this.watch = watch;
        this.names = List.copyOf(names);
    }

    /** Returns true if one was deleted and created again since the call before. */
    boolean areOthers() {
        boolean areOthers = false;
        for (var name : names) {
            var now = watch.id(name);
            if (now != null) {
                var before = read.put(name, now);
                areOthers |= before != null && !before.equals(now);
            }
        }
        return areOthers;
    }
}
