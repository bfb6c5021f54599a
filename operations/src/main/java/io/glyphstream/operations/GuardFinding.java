package io.glyphstream.operations;

import io.glyphstream.registry.deployments.DeploymentDecision;
import java.util.Optional;

/** What the guard found when it compared the champion with the one before it. */
public sealed interface GuardFinding {

    /** Tells the receiver. */
    void accept(Receiver receiver);

    /** Returns the look that found a drop about which nothing was done yet. */
    default Optional<GuardLook> unanswered() {
        return Optional.empty();
    }

    /** One case for each kind of finding. */
    interface Receiver {
        /** There was nothing to compare yet; {@code why} is a sentence. */
        void idle(String why);

        /** The champion is not worse than chance allows. */
        void noDrop(GuardLook look);

        /** The champion is worse than chance allows, and nothing was done about it. */
        void drop(GuardLook look);

        /** The champion was worse, and the log of deployments has the decision. */
        void rolledBack(GuardLook look, DeploymentDecision decision);

        /** The champion is worse, and the log refused to go back; {@code why} says so. */
        void refused(GuardLook look, String why);
    }

    /** Nothing to compare yet. */
    record Idle(String why) implements GuardFinding {
        @Override
        public void accept(Receiver receiver) {
            receiver.idle(why);
        }
    }

    /** No drop. */
    record NoDrop(GuardLook look) implements GuardFinding {
        @Override
        public void accept(Receiver receiver) {
            receiver.noDrop(look);
        }
    }

    /** A drop that was only looked for. */
    record Drop(GuardLook look) implements GuardFinding {
        @Override
        public void accept(Receiver receiver) {
            receiver.drop(look);
        }

        @Override
        public Optional<GuardLook> unanswered() {
            return Optional.of(look);
        }
    }

    /** A drop, and the rollback. */
    record RolledBack(GuardLook look, DeploymentDecision decision) implements GuardFinding {
        @Override
        public void accept(Receiver receiver) {
            receiver.rolledBack(look, decision);
        }
    }

    /** A drop without a way back. */
    record Refused(GuardLook look, String why) implements GuardFinding {
        @Override
        public void accept(Receiver receiver) {
            receiver.refused(look, why);
        }
    }
}
