package io.glyphstream.cli.soak;

import io.glyphstream.processor.settings.GroupProtocol;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a pipeline is soaked.
 *
 * @param seed of the faults' order, of the pauses between them, of models and images
 * @param rate images a second
 * @param brokers 1, or 3 with three copies of everything
 * @param groupProtocol how partitions are assigned to the processors
 * @param faults what is done, each once a round
 */
public record SoakSettings(
        Duration duration, long seed, double rate, int brokers, GroupProtocol groupProtocol, Set<SoakFault> faults) {

    private static final Duration LONGEST = Duration.ofDays(30);

    public SoakSettings {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("minutes must be above 0 and at most " + LONGEST.toMinutes()
                    + " but were " + duration.toMillis() / 60_000.0);
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0 images a second but was " + rate);
        }
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("brokers must be 1 or 3 but was " + brokers);
        }
        if (brokers == 1 && faults.contains(SoakFault.LOSE_BROKER)) {
            throw new IllegalArgumentException(
                    "lose-broker needs --brokers 3: the only broker cannot be lost for good");
        }
        faults = EnumSet.copyOf(faults);
    }
}
