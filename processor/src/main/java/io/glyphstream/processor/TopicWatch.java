package io.glyphstream.processor;

import io.glyphstream.processor.lifecycle.WatchedThread;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.TopicAdministration;
import io.glyphstream.schemas.kafka.TopicIdentities;
import io.glyphstream.schemas.kafka.TopicIdentity;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.schemas.kafka.WrongTopicException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time whether the topics are still there, and whether anybody answers. Kafka's producers wait minutes for a
 * topic that somebody deleted, and say no more than that they waited; Kafka Streams says that it runs while no broker does.
 */
final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** A broker that has just started may not know of every topic yet. */
    private static final int LOOKS_TO_BE_SURE = 2;

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Consumer<Admin> alsoLook;
    private final Consumer<Throwable> gone;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean answered = true;
    private volatile Map<String, TopicIdentity> expected = Map.of();

    /**
     * A watch that does not look yet.
     *
     * @param alsoLook looks at more at the same times, through the same client
     * @param gone receives once what is missing, has other partitions than it must have, or was changed, or why the watch
     *     itself ended
     * @param changed is called when Kafka ceases to answer, and when it answers again
     */
    TopicWatch(
            KafkaCluster cluster, Topics topics, Consumer<Admin> alsoLook, Consumer<Throwable> gone, Runnable changed) {
        this.cluster = cluster;
        this.topics = topics;
        this.alsoLook = alsoLook;
        this.gone = gone;
        this.changed = changed;
        thread = WatchedThread.daemon("topic-watch", this::run, gone);
    }

    void start() {
        thread.start();
    }

    /** From now on the topics have to stay what they are. */
    void expect(Map<String, TopicIdentity> identities) {
        expected = Map.copyOf(identities);
    }

    /** Returns whether Kafka answered the latest look, for as long as an admin client waits for it. */
    boolean isAnswered() {
        return answered;
    }

    /** Looks once, now; nothing if all is well, or nobody answers. */
    Optional<WrongTopicException> finding() {
        try (var admin = admin()) {
            new TopicAdministration(admin, topics).checkPresence();
            new TopicIdentities(admin, topics).requireUnchanged(expected);
            return Optional.empty();
        } catch (WrongTopicException wrong) {
            return Optional.of(wrong);
        } catch (KafkaException unanswered) {
            return Optional.empty();
        }
    }

    private Admin admin() {
        return Admin.create(cluster.clientSettings(
                Map.of(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                Map.of()));
    }

    private void run() {
        try (var admin = admin()) {
            int seen = 0;
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    var wrong = look(admin);
                    note(true);
                    seen = wrong.isPresent() ? seen + 1 : 0;
                    if (seen == LOOKS_TO_BE_SURE) {
                        gone.accept(wrong.orElseThrow());
                        return;
                    }
                } catch (WrongTopicException changed) {
                    gone.accept(changed);
                    return;
                } catch (TimeoutException unanswered) {
                    LOG.debug("no answer about the topics", unanswered);
                    note(false);
                } catch (KafkaException refused) {
                    LOG.debug("no answer about the topics", refused);
                    note(true);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns what is missing or does not fit.
     *
     * @throws WrongTopicException when a topic was changed, which needs no second look: brokers know too little for a while, but
     *     never too much
     */
    private Optional<WrongTopicException> look(Admin admin) {
        new TopicIdentities(admin, topics).requireUnchanged(expected);
        alsoLook.accept(admin);
        try {
            new TopicAdministration(admin, topics).checkPresence();
            return Optional.empty();
        } catch (WrongTopicException wrong) {
            return Optional.of(wrong);
        }
    }

    private void note(boolean nowAnswered) {
        if (answered == nowAnswered || closed.getCount() == 0) {
            return;
        }
        answered = nowAnswered;
        LOG.warn(nowAnswered ? "Kafka answers again" : "Kafka does not answer; the processor waits for it");
        changed.run();
    }

    /** Stops looking; what is being asked just now is waited for by nobody. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
