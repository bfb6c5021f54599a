package io.glyphstream.console.stream;

import io.glyphstream.operations.FleetReader;
import io.glyphstream.operations.FleetStatus;
import io.glyphstream.operations.TrainerStatus;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;

/** Reads every two seconds how processors and trainers are: once for all pages, however many are open. */
public final class FleetWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Trainers tell little that changes fast, and all of their topic is read each time. */
    private static final int TRAINERS_EVERY = 5;

    private final AttendedThread thread;
    private volatile Optional<View> view = Optional.empty();

    /**
     * What was read last.
     *
     * @param decisions all that are or were in force, the oldest first
     */
    public record View(FleetStatus fleet, List<Deployment> decisions, TrainerStatus trainers) {

        public View {
            decisions = List.copyOf(decisions);
        }
    }

    private FleetWatch(KafkaCluster cluster, Topics topics, Clock clock) {
        thread = AttendedThread.start("console-fleet", self -> follow(cluster, topics, clock, self));
    }

    /** Starts to read. */
    public static FleetWatch start(KafkaCluster cluster, Topics topics, Clock clock) {
        return new FleetWatch(cluster, topics, clock);
    }

    /** Returns what was read last; empty until the first time. */
    public Optional<View> view() {
        return view;
    }

    /** Returns whether it reads. */
    public FeedCondition condition() {
        return thread.condition();
    }

    @Override
    public void close() {
        thread.close();
    }

    private void follow(KafkaCluster cluster, Topics topics, Clock clock, AttendedThread self)
            throws InterruptedException {
        try (var reader = new FleetReader(cluster, topics, clock)) {
            for (int round = 0; !self.isClosing(); round++) {
                try {
                    read(reader, cluster, topics, clock, round);
                    self.well();
                } catch (RetriableException away) {
                    self.away(away);
                }
                self.pause(PAUSE);
            }
        }
    }

    private void read(FleetReader reader, KafkaCluster cluster, Topics topics, Clock clock, int round) {
        var fleet = reader.read();
        var decisions = reader.history();
        var trainers = view.filter(known -> round % TRAINERS_EVERY != 0)
                .map(View::trainers)
                .orElseGet(() -> TrainerStatus.read(cluster, topics, clock));
        view = Optional.of(new View(fleet, decisions, trainers));
    }
}
