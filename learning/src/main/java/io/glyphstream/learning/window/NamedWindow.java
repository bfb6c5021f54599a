package io.glyphstream.learning.window;

import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import java.util.Optional;

/** Reads the window of the log that a manifest names. */
public final class NamedWindow {

    private final LogReader reader;

    public NamedWindow(LogReader reader) {
        this.reader = reader;
    }

    /**
     * Returns the rule of the window.
     *
     * @throws IllegalArgumentException when this release does not know it, or the rule for holding out
     */
    public static WindowRule rule(LogData data) {
        if (!data.getHeldOutRule().equals(HeldOut.RULE)) {
            throw new IllegalArgumentException(
                    "the rule for holding out must be " + HeldOut.RULE + " but was '" + data.getHeldOutRule() + "'");
        }
        return WindowRule.parse(data.getWindow());
    }

    /**
     * Returns the window as it is on the log now.
     *
     * @throws MissingRecordsException when some of its records are gone
     */
    public LogWindow read(ModelManifest manifest, LogData data, WindowRule rule, ReadProgress progress)
            throws MissingRecordsException {
        var ranges = new LogRanges(data.getImages(), data.getLabels());
        return reader.read(ranges, rule, Optional.of(ImageShape.of(manifest)), progress);
    }
}
