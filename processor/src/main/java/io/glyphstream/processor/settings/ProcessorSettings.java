package io.glyphstream.processor.settings;

import io.glyphstream.http.HttpAddress;
import io.glyphstream.schemas.AccuracyWindows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything an operator may set for a processor, checked before anything starts.
 *
 * @param applicationId names the group of processors that share the work; also the prefix of its internal topics
 * @param instance names this one processor among them, in client ids, logs and metrics
 * @param threads stream threads; more than there are partitions are idle
 * @param guarantee how often an image may be answered when something fails in between
 * @param tuning whether rather many images are answered, or each soon
 * @param recovery how soon a dead processor is given up
 * @param groupProtocol how processors agree on who takes which partitions
 * @param scoring how many images are scored at a time
 * @param http where to tell how it is; empty for nowhere
 * @param stateDirectory where Kafka Streams keeps a lock file, for nothing else is kept on disk; empty for a temporary
 *     folder that is removed afterwards
 * @param labelTimeToLive how long an answered image waits for a label that comes later, and such a label for its image; zero
 *     if none is counted
 * @param resume where to begin where nothing says how far the application has come
 */
public record ProcessorSettings(
        String applicationId,
        String instance,
        int threads,
        Guarantee guarantee,
        Tuning tuning,
        Recovery recovery,
        GroupProtocol groupProtocol,
        Scoring scoring,
        Optional<HttpAddress> http,
        Optional<Path> stateDirectory,
        Duration labelTimeToLive,
        Resume resume) {
    /** The application id unless another is chosen. */
    public static final String DEFAULT_APPLICATION_ID = "glyphstream-processor";

    /** How long images and labels wait for each other unless something else is chosen. */
    public static final Duration USUAL_LABEL_TIME_TO_LIVE = Duration.ofMinutes(10);

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,120}");
    private static final int MOST_THREADS = 256;

    /** Checks every setting by itself and against the others. */
    public ProcessorSettings {
        checkName("application id", applicationId);
        checkName("instance", instance);
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads must be within [1, " + MOST_THREADS + "] but was " + threads);
        }
        var interval = tuning.commitInterval().toMillis();
        var transaction = recovery.transactionTimeout().toMillis();
        if (interval >= transaction) {
            throw new IllegalArgumentException("commit interval must be below the transaction timeout of " + transaction
                    + " ms but was " + interval + " ms");
        }
        if (labelTimeToLive.isNegative() || labelTimeToLive.compareTo(AccuracyWindows.RETENTION) > 0) {
            throw new IllegalArgumentException("label time to live must be within [0 s, "
                    + AccuracyWindows.RETENTION.toSeconds() + " s] but was " + labelTimeToLive.toSeconds() + " s");
        }
    }

    /** Returns these settings with another time to live of labels. */
    public ProcessorSettings withLabelTimeToLive(Duration newTimeToLive) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                guarantee,
                tuning,
                recovery,
                groupProtocol,
                scoring,
                http,
                stateDirectory,
                newTimeToLive,
                resume);
    }

    /** Returns the settings that suit most, for an instance of this name. */
    public static ProcessorSettings of(String instance) {
        return new ProcessorSettings(
                DEFAULT_APPLICATION_ID,
                instance,
                1,
                Guarantee.EXACTLY_ONCE,
                Tuning.BALANCED,
                Recovery.ANY_BROKER,
                GroupProtocol.CLASSIC,
                Scoring.POLL,
                Optional.of(HttpAddress.loopback(0)),
                Optional.empty(),
                USUAL_LABEL_TIME_TO_LIVE,
                Resume.REFUSE);
    }

    /** Returns these settings with another application id. */
    public ProcessorSettings withApplicationId(String newId) {
        return new ProcessorSettings(
                newId,
                instance,
                threads,
                guarantee,
                tuning,
                recovery,
                groupProtocol,
                scoring,
                http,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings for an instance of another name. */
    public ProcessorSettings withInstance(String newName) {
        return new ProcessorSettings(
                applicationId,
                newName,
                threads,
                guarantee,
                tuning,
                recovery,
                groupProtocol,
                scoring,
                http,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with another number of stream threads. */
    public ProcessorSettings withThreads(int newThreads) {
        return new ProcessorSettings(
                applicationId,
                instance,
                newThreads,
                guarantee,
                tuning,
                recovery,
                groupProtocol,
                scoring,
                http,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with another guarantee. */
    public ProcessorSettings withGuarantee(Guarantee newGuarantee) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                newGuarantee,
                tuning,
                recovery,
                groupProtocol,
                scoring,
                http,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with another tuning. */
    public ProcessorSettings withTuning(Tuning newTuning) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                guarantee,
                newTuning,
                recovery,
                groupProtocol,
                scoring,
                http,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with other timeouts. */
    public ProcessorSettings withRecovery(Recovery newRecovery) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                guarantee,
                tuning,
                newRecovery,
                groupProtocol,
                scoring,
                http,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with another protocol. */
    public ProcessorSettings withGroupProtocol(GroupProtocol newProtocol) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                guarantee,
                tuning,
                recovery,
                newProtocol,
                scoring,
                http,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with another way of scoring. */
    public ProcessorSettings withScoring(Scoring newScoring) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                guarantee,
                tuning,
                recovery,
                groupProtocol,
                newScoring,
                http,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with another place to tell how it is. */
    public ProcessorSettings withHttp(Optional<HttpAddress> newHttp) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                guarantee,
                tuning,
                recovery,
                groupProtocol,
                scoring,
                newHttp,
                stateDirectory,
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with another state directory. */
    public ProcessorSettings withStateDirectory(Path newDirectory) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                guarantee,
                tuning,
                recovery,
                groupProtocol,
                scoring,
                http,
                Optional.of(newDirectory),
                labelTimeToLive,
                resume);
    }

    /** Returns these settings with another decision where to begin where nothing says it. */
    public ProcessorSettings withResume(Resume newResume) {
        return new ProcessorSettings(
                applicationId,
                instance,
                threads,
                guarantee,
                tuning,
                recovery,
                groupProtocol,
                scoring,
                http,
                stateDirectory,
                labelTimeToLive,
                newResume);
    }

    private static void checkName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 120 letters, digits, '.', '_' or '-' but was '" + name + "'");
        }
    }
}
