package io.glyphstream.cli;

import io.glyphstream.processor.Changelogs;
import io.glyphstream.processor.Guarantee;
import io.glyphstream.processor.ProcessorRights;
import io.glyphstream.registry.ModelPublisher;
import io.glyphstream.schemas.Rights;
import io.glyphstream.schemas.Topic;
import io.glyphstream.schemas.Topics;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/** What each command must be allowed to do on Kafka. {@code docs/rights.md} has the same as a table. */
enum CommandRights {
    CREATE("topics create") {
        @Override
        Rights of(Topics topics, String name) {
            return DESCRIBE.of(topics, name)
                    .withTopics(AclOperation.CREATE, names(topics))
                    .withTopics(AclOperation.ALTER_CONFIGS, names(topics));
        }
    },
    DESCRIBE("topics describe") {
        @Override
        Rights of(Topics topics, String name) {
            return Rights.none()
                    .withTopics(AclOperation.DESCRIBE, names(topics))
                    .withTopics(AclOperation.DESCRIBE_CONFIGS, names(topics));
        }
    },
    GROW("topics grow") {
        @Override
        Rights of(Topics topics, String name) {
            var partitioned = List.of(
                    topics.images().name(),
                    topics.labels().name(),
                    topics.predictions().name());
            return DESCRIBE.of(topics, name)
                    .withTopics(AclOperation.ALTER, partitioned)
                    .withTopics(AclOperation.ALTER, Changelogs.of(name));
        }
    },
    PROCESS("process") {
        @Override
        Rights of(Topics topics, String name) {
            return ProcessorRights.of(topics, name, Guarantee.EXACTLY_ONCE);
        }
    },
    PROCESS_BESIDES("process, besides") {
        @Override
        Rights of(Topics topics, String name) {
            return ProcessorRights.besides(topics, name);
        }
    },
    PRODUCE("produce") {
        @Override
        Rights of(Topics topics, String name) {
            return Rights.none().toWrite(topics.images());
        }
    },
    PRODUCE_LABELS("produce --labels later") {
        @Override
        Rights of(Topics topics, String name) {
            return Rights.none().toWrite(topics.images(), topics.labels());
        }
    },
    TRAIN("train") {
        @Override
        Rights of(Topics topics, String name) {
            return DECIDE.of(topics, name)
                    .toWrite(topics.models())
                    .toWriteAs(ModelPublisher.transactionalId(topics, name))
                    .and(DESCRIBE.of(topics, name));
        }
    },
    IMPORT("models import") {
        @Override
        Rights of(Topics topics, String name) {
            return SIGN.of(topics, name).toRead(topics.deployments());
        }
    },
    DECIDE("models promote, rollback, shadow, unshadow, retire") {
        @Override
        Rights of(Topics topics, String name) {
            return READ_MODELS
                    .of(topics, name)
                    .toWrite(topics.deployments())
                    // Whether a champion can answer the images that come at present.
                    .toRead(topics.images());
        }
    },
    DECIDE_AND_WAIT("the same with --wait") {
        @Override
        Rights of(Topics topics, String name) {
            return DECIDE.of(topics, name).toRead(topics.processors());
        }
    },
    GUARD("guard") {
        @Override
        Rights of(Topics topics, String name) {
            return DECIDE.of(topics, name).toRead(topics.accuracy());
        }
    },
    SIGN("models sign") {
        @Override
        Rights of(Topics topics, String name) {
            var rights = Rights.none().toRead(topics.models()).toWrite(topics.models());
            return name.isEmpty() ? rights : rights.toWriteAs(ModelPublisher.transactionalId(topics, name));
        }
    },
    PRUNE("models prune") {
        @Override
        Rights of(Topics topics, String name) {
            return IMPORT.of(topics, name).toWrite(topics.deployments());
        }
    },
    READ_MODELS("models list, history, export; predict --model") {
        @Override
        Rights of(Topics topics, String name) {
            return Rights.none().toRead(topics.models(), topics.deployments());
        }
    },
    SHOW("models show") {
        @Override
        Rights of(Topics topics, String name) {
            return READ_MODELS.of(topics, name).toRead(topics.accuracy());
        }
    },
    COMPARE("models compare") {
        @Override
        Rights of(Topics topics, String name) {
            return Rights.none().toRead(topics.models(), topics.predictions(), topics.labels());
        }
    },
    STATUS("status") {
        @Override
        Rights of(Topics topics, String name) {
            return READ_MODELS
                    .of(topics, name)
                    .toRead(topics.processors())
                    // Transactions that hold up their readers.
                    .withTopics(
                            AclOperation.DESCRIBE,
                            List.of(topics.images().name(), topics.labels().name()));
        }
    },
    REPLAY("dead-letters replay") {
        @Override
        Rights of(Topics topics, String name) {
            return READ_MODELS
                    .of(topics, name)
                    .toRead(topics.deadLetters(), topics.images())
                    .toWrite(topics.images())
                    .toWriteAs(Replay.transactionalId(topics));
        }
    },
    VERIFY("verify") {
        @Override
        Rights of(Topics topics, String name) {
            return READ_MODELS
                    .of(topics, name)
                    .toRead(
                            topics.images(),
                            topics.labels(),
                            topics.predictions(),
                            topics.accuracy(),
                            topics.deadLetters())
                    .toSeeGroup(name);
        }
    };

    private final String commands;

    CommandRights(String commands) {
        this.commands = commands;
    }

    /**
     * Returns the rights.
     *
     * @param name of the application or of the model; empty if it is not known yet
     */
    abstract Rights of(Topics topics, String name);

    /** Returns the commands, as the user types them. */
    String commands() {
        return commands;
    }

    private static List<String> names(Topics topics) {
        return topics.all().stream().<String>map(Topic::name).toList();
    }
}
