package io.glyphstream.operations;

import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.ProcessorRegister;
import io.glyphstream.registry.publishing.ModelCatalog;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.kafka.HeldPartition;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.OpenTransactionException;
import io.glyphstream.schemas.kafka.OpenTransactions;
import io.glyphstream.schemas.kafka.PartlyOpened;
import io.glyphstream.schemas.kafka.Topic;
import io.glyphstream.schemas.kafka.Topics;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** Reads how the fleet is, again and again: each time only what was added since the last. For one thread. */
public final class FleetReader implements AutoCloseable {

    private final Topics topics;
    private final Clock clock;
    private final Admin admin;
    private final LagReader lag;
    private final DeploymentLog log;
    private final ModelCatalog catalog;
    private final ProcessorRegister register;

    /** Connects to a cluster. */
    public FleetReader(KafkaCluster cluster, Topics topics, Clock clock) {
        this.topics = topics;
        this.clock = clock;
        try (var opened = new PartlyOpened()) {
            admin = opened.add(AdminClients.open(cluster), Admin::close);
            lag = new LagReader(admin, topics.images().name());
            log = opened.add(new DeploymentLog(cluster, topics, clock), DeploymentLog::close);
            catalog = opened.add(new ModelCatalog(cluster, topics), ModelCatalog::close);
            register = opened.add(new ProcessorRegister(cluster, topics, clock), ProcessorRegister::close);
            opened.complete();
        }
    }

    /**
     * Reads how all is now.
     *
     * @throws OpenTransactionException when a transaction is open on deployments: what is in force cannot be known then
     */
    public FleetStatus read() {
        var held = held();
        requireReadable(held);
        // A processor cannot serve a decision that is newer than what is read after its report.
        var reports = register.reports();
        var unread = register.unreadReports();
        var deployment = log.current();
        return new FleetStatus(
                deployment,
                log.missedDecision(),
                MissingModels.in(deployment, catalog),
                reports,
                unread,
                held,
                lag.read(reports),
                clock.instant());
    }

    /** Returns all decisions that are or were in force, the oldest first. */
    public List<Deployment> history() {
        return log.history();
    }

    private List<HeldPartition> held() {
        var read = Stream.of(topics.images(), topics.labels(), topics.models(), topics.deployments());
        return new OpenTransactions(admin).find(read.map(Topic::name).toList());
    }

    private void requireReadable(List<HeldPartition> held) {
        held.stream()
                .filter(partition ->
                        partition.topic().equals(topics.deployments().name()))
                .findFirst()
                .ifPresent(partition -> {
                    throw new OpenTransactionException(partition);
                });
    }

    @Override
    public void close() {
        register.close();
        catalog.close();
        log.close();
        admin.close();
    }
}
