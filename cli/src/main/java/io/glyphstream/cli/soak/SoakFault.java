package io.glyphstream.cli.soak;

import io.glyphstream.cli.command.Choice;
import java.util.ArrayList;
import java.util.Arrays;

/** What a soak does to a pipeline that works. */
public enum SoakFault {
    /** {@code kill -9} of a processor while others are there. */
    KILL_ONE("kill -9 of one of several processors"),
    /** {@code kill -9} of the only processor; another is started at once. */
    KILL_ALONE("kill -9 of the only processor"),
    /** {@code kill -9} of a processor whose transaction the broker is about to commit. */
    KILL_IN_COMMIT("kill -9 in the middle of a commit"),
    /** {@code kill -9} of a processor right after another version was promoted. */
    KILL_IN_SWAP("kill -9 in the middle of a swap"),
    /** A processor stands still until the others have taken it for dead, and then goes on. */
    FREEZE("SIGSTOP beyond the session timeout, then SIGCONT"),
    /** One more processor. */
    JOIN("a processor joins"),
    /** One more processor, whose clock is a minute slow or fast. */
    CLOCK("a processor with a wrong clock joins"),
    /** One processor less. */
    LEAVE("a processor leaves"),
    /** All processors stop, the topics get more partitions, and processors start again. */
    GROW("partitions are added"),
    /** The broker is stopped, and started again. */
    BROKER("a broker is stopped and started again"),
    /** {@code kill -9} of a broker, which is started again; of the only one on request alone, see docs/reliability.md. */
    KILL_BROKER("kill -9 of a broker, then a restart"),
    /** {@code kill -9} of one of three brokers, which never comes back; once. */
    LOSE_BROKER("kill -9 of one of three brokers, for good"),
    /** Another version is promoted; nothing is harmed. */
    SWAP("another version is promoted"),
    /** {@code kill -9} of the trainer; another is started. */
    KILL_TRAINER("kill -9 of the trainer"),
    /** {@code kill -9} of the trainer that was asked to train, within some seconds; another is started. */
    KILL_IN_TRAINING("kill -9 of the trainer while it trains"),
    /** A second trainer stands by, and takes over when the first is stopped. */
    TWO_TRAINERS("a second trainer, which takes over");

    private final String text;

    SoakFault(String text) {
        this.text = text;
    }

    /** Returns what is done, in words. */
    public String text() {
        return text;
    }

    /** Returns true if it concerns the trainers, and not what answers. */
    public boolean isOfTrainers() {
        return this == KILL_TRAINER || this == KILL_IN_TRAINING || this == TWO_TRAINERS;
    }

    /** All faults as people type them. */
    static final class Typed extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Typed() {
            super(Arrays.stream(values()).map(Choice::text).toList());
        }
    }
}
