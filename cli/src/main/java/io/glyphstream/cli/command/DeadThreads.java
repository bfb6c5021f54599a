package io.glyphstream.cli.command;

import io.glyphstream.cli.terminal.FullMemory;
import io.glyphstream.cli.terminal.Output;
import java.io.FileDescriptor;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.jspecify.annotations.Nullable;

/**
 * Ends the program when one of Kafka's own threads dies of an {@link Error}, such as a lack of memory. Kafka only logs it, and
 * code that waits for the thread would wait without end.
 *
 * <p>A filter of the whole configuration, since Log4j asks those first, before it needs memory for the event.
 */
@Plugin(name = "DeadThreads", category = Core.CATEGORY_NAME, elementType = Filter.ELEMENT_TYPE)
public final class DeadThreads extends AbstractFilter {
    /** What {@code KafkaThread} begins with when it reports its end. */
    private static final String REPORT = "Uncaught exception in thread";

    private DeadThreads() {
        FullMemory.prepare();
    }

    /** Called by Log4j. */
    @PluginFactory
    public static DeadThreads create() {
        return new DeadThreads();
    }

    @Override
    public Result filter(
            Logger logger,
            Level level,
            @Nullable Marker marker,
            String message,
            @Nullable Object thread,
            @Nullable Object failure) {
        if (level.equals(Level.ERROR) && failure instanceof Error error && message.startsWith(REPORT)) {
            endProgram(error);
        }
        return Result.NEUTRAL;
    }

    /** Without an orderly stop, which may need the dead thread. Transactions that are open are aborted by the broker. */
    private static void endProgram(Error error) {
        try {
            new Failures(Output.ofThisProcess(FileDescriptor.err), Optional.empty()).report(error);
        } catch (OutOfMemoryError stillFull) {
            FullMemory.say();
        } finally {
            Runtime.getRuntime().halt(ExitCode.FAILED.value());
        }
    }
}
