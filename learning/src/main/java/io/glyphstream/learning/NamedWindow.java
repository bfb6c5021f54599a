package io.glyphstream.learning;

import io.glyphstream.learning.window.HeldOut;
import io.glyphstream.learning.window.ImageShape;
import io.glyphstream.learning.window.LogRanges;
import io.glyphstream.learning.window.LogReader;
import io.glyphstream.learning.window.LogWindow;
import io.glyphstream.learning.window.MissingRecordsException;
import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.operations.ReadProgress;
import io.glyphstream.schemas.LogData;
import io.glyphstream.schemas.ModelManifest;
import java.util.Optional;

/** Reads the window of the log that a manifest names. */
final class NamedWindow {

    private final LogReader reader;

    NamedWindow(LogReader reader) {
        this.reader = reader;
    }

    /**
     * Returns the rule of the window.
     *
     * @throws IllegalArgumentException when this release does not know it, or the rule for holding out
     */
    static WindowRule rule(LogData data) {
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
    LogWindow read(ModelManifest manifest, LogData data, WindowRule rule, ReadProgress progress)
            throws MissingRecordsException {
        var ranges = new LogRanges(data.getImages(), data.getLabels());
        return reader.read(ranges, rule, Optional.of(ImageShape.of(manifest)), progress);
    }
}
