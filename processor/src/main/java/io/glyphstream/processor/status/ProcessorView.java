package io.glyphstream.processor.status;

import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.metrics.ProcessorCounts;
import io.glyphstream.processor.settings.ProcessorSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a processor tells of itself. */
public interface ProcessorView {
    /** Returns how far it is. */
    ProcessorStatus status();

    /** Returns what it was made with. */
    ProcessorSettings settings();

    /** Returns what it has done so far. */
    ProcessorCounts counts();

    /** Returns what an operator should know though the processor goes on, a sentence each. */
    List<String> warnings();

    /** Returns where it tells how it is: {@code /livez /readyz /metrics /status} under this address. */
    Optional<URI> http();
}
