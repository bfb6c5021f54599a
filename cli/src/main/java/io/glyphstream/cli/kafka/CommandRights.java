package io.glyphstream.cli.kafka;

import io.glyphstream.learning.service.TrainerService;
import io.glyphstream.operations.Replay;
import io.glyphstream.processor.ProcessorRights;
import io.glyphstream.processor.resume.Changelogs;
import io.glyphstream.processor.settings.Guarantee;
import io.glyphstream.registry.publishing.ModelPublisher;
import io.glyphstream.schemas.kafka.Rights;
import io.glyphstream.schemas.kafka.Topics;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.common.acl.AclOperation;

/** What each command must be allowed to do on Kafka. {@code docs/rights.md} has the same as a table. */
public enum CommandRights {
    DESCRIBE(
            "topics describe",
            (topics, name) -> Rights.none()
                    .withTopics(AclOperation.DESCRIBE, topics.neededNames())
                    .withTopics(AclOperation.DESCRIBE_CONFIGS, topics.neededNames())),
    CREATE(
            "topics create",
            (topics, name) -> Rights.none()
                    .withTopics(AclOperation.DESCRIBE, topics.names())
                    .withTopics(AclOperation.DESCRIBE_CONFIGS, topics.names())
                    .withTopics(AclOperation.CREATE, topics.names())),
    GROW("topics grow", (topics, name) -> {
        var partitioned = List.of(
                topics.images().name(),
                topics.labels().name(),
                topics.predictions().name());
        return DESCRIBE.of(topics, name)
                .withTopics(AclOperation.ALTER, partitioned)
                .withTopics(AclOperation.ALTER, Changelogs.of(name));
    }),
    PROCESS("process", (topics, name) -> ProcessorRights.of(topics, name, Guarantee.EXACTLY_ONCE)),
    PROCESS_BESIDES("process, besides", (topics, name) -> ProcessorRights.besides(topics, name)),
    PRODUCE("produce", (topics, name) -> Rights.none().toWrite(topics.images())),
    PRODUCE_LABELS("produce --labels later", (topics, name) -> Rights.none().toWrite(topics.images(), topics.labels())),
    WATCH_PREDICTIONS("watch predictions", (topics, name) -> Rights.none().toRead(topics.predictions())),
    WATCH_ACCURACY("watch accuracy", (topics, name) -> Rights.none().toRead(topics.accuracy())),
    WATCH_DEPLOYMENTS("watch deployments", (topics, name) -> Rights.none().toRead(topics.deployments())),
    WATCH_DEAD_LETTERS("watch dead-letters", (topics, name) -> Rights.none().toRead(topics.deadLetters())),
    READ_MODELS(
            "models list, history, export, prune --dry-run; predict --model; produce --for",
            (topics, name) -> Rights.none().toRead(topics.models(), topics.deployments())),
    SHOW("models show", (topics, name) -> READ_MODELS.of(topics, name).toRead(topics.accuracy())),
    SHOW_BESIDES(
            "models show, status, console, besides",
            (topics, name) -> Rights.none().toRead(topics.trainers())),
    LAG_BESIDES("status, console, besides", (topics, name) -> Rights.none().toSeeGroup(name)),
    COMPARE(
            "models compare",
            (topics, name) -> Rights.none().toRead(topics.models(), topics.predictions(), topics.labels())),
    STATUS(
            "status",
            (topics, name) -> READ_MODELS
                    .of(topics, name)
                    .toRead(topics.processors())
                    // Transactions that hold up their readers.
                    .withTopics(
                            AclOperation.DESCRIBE,
                            List.of(topics.images().name(), topics.labels().name()))),
    SHADOW(
            "models shadow, unshadow, retire",
            (topics, name) -> READ_MODELS.of(topics, name).toWrite(topics.deployments())),
    PROMOTE(
            "models promote, rollback",
            // Whether the champion can answer the images that come at present.
            (topics, name) -> SHADOW.of(topics, name).toRead(topics.images())),
    WAIT("the five above with --wait, besides", (topics, name) -> Rights.none().toRead(topics.processors())),
    GUARD_DRY_RUN(
            "guard --dry-run", (topics, name) -> READ_MODELS.of(topics, name).toRead(topics.accuracy())),
    GUARD("guard", (topics, name) -> PROMOTE.of(topics, name).toRead(topics.accuracy())),
    SIGN("models sign", (topics, name) -> {
        var rights = Rights.none().toRead(topics.models()).toWrite(topics.models());
        return name.isEmpty() ? rights : rights.toWriteAs(ModelPublisher.transactionalId(topics, name));
    }),
    IMPORT("models import", (topics, name) -> SIGN.of(topics, name).toRead(topics.deployments())),
    TRAIN_ONLY(
            "train --promote never", (topics, name) -> IMPORT.of(topics, name).and(DESCRIBE.of(topics, name))),
    TRAIN_SHADOW("train --shadow", (topics, name) -> TRAIN_ONLY.of(topics, name).toWrite(topics.deployments())),
    TRAIN("train", (topics, name) -> TRAIN_SHADOW.of(topics, name).toRead(topics.images())),
    TRAIN_AGAIN(
            "train --again", (topics, name) -> Rights.none().toRead(topics.models(), topics.images(), topics.labels())),
    READ_PINS(
            "models show, train --again, verify --models, trainer, besides",
            (topics, name) -> Rights.none().toRead(topics.pins())),
    PIN(
            "models pin",
            (topics, name) -> TRAIN_AGAIN
                    .of(topics, name)
                    .toRead(topics.pins())
                    .toWrite(topics.pins())
                    .withTopics(
                            AclOperation.DESCRIBE_CONFIGS, List.of(topics.pins().name()))),
    TRAINER("trainer", (topics, name) -> {
        var rights = TRAIN.of(topics, name)
                .toRead(topics.labels(), topics.predictions(), topics.trainers(), topics.processors())
                .toWrite(topics.trainers())
                .withTopics(AclOperation.DESCRIBE, List.of(topics.trainers().name()))
                .withTopics(
                        AclOperation.DESCRIBE_CONFIGS, List.of(topics.trainers().name()));
        return name.isEmpty()
                ? rights
                : rights.toWriteAs(TrainerService.transactionalId(topics, name))
                        .toJoin(TrainerService.group(topics, name));
    }),
    TRAINER_NOW(
            "trainer now",
            (topics, name) -> DESCRIBE.of(topics, name)
                    .withTopics(AclOperation.DESCRIBE, List.of(topics.trainers().name()))
                    .withTopics(
                            AclOperation.DESCRIBE_CONFIGS,
                            List.of(topics.trainers().name()))
                    .toWrite(topics.trainers())),
    PRUNE("models prune", (topics, name) -> IMPORT.of(topics, name).toWrite(topics.deployments())),
    REPLAY_DRY_RUN(
            "dead-letters replay --dry-run",
            (topics, name) -> READ_MODELS.of(topics, name).toRead(topics.deadLetters(), topics.images())),
    REPLAY(
            "dead-letters replay",
            (topics, name) ->
                    REPLAY_DRY_RUN.of(topics, name).toWrite(topics.images()).toWriteAs(Replay.transactionalId(topics))),
    VERIFY(
            "verify",
            (topics, name) -> READ_MODELS
                    .of(topics, name)
                    .toRead(
                            topics.images(),
                            topics.labels(),
                            topics.predictions(),
                            topics.accuracy(),
                            topics.deadLetters())
                    .toSeeGroup(name)),
    CONSOLE_READ_ONLY(
            "console --read-only", (topics, name) -> VERIFY.of(topics, name).toRead(topics.processors())),
    CONSOLE(
            "console",
            (topics, name) -> CONSOLE_READ_ONLY
                    .of(topics, name)
                    .toWrite(topics.deployments(), topics.images())
                    .toWriteAs(Replay.transactionalId(topics)));

    private final String commands;

    @SuppressWarnings("ImmutableEnumChecker") // The functions above keep nothing.
    private final BiFunction<Topics, String, Rights> rights;

    CommandRights(String commands, BiFunction<Topics, String, Rights> rights) {
        this.commands = commands;
        this.rights = rights;
    }

    /**
     * Returns the rights.
     *
     * @param name of the application or of the model; empty if it is not known yet
     */
    public Rights of(Topics topics, String name) {
        return rights.apply(topics, name);
    }

    /** Returns the commands, as the user types them. */
    public String commands() {
        return commands;
    }
}
