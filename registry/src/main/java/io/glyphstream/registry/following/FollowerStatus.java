package io.glyphstream.registry.following;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How far a {@link ModelFollower} is, with the reason. */
public sealed interface FollowerStatus {
    /** Returns the status in words, such as {@code catching up: 31 of 52 chunks of mlp@3}. */
    String text();

    /** Returns the status in words while these models are in service: a follower tells a little later that they are. */
    default String text(Lineup inService) {
        return "serving " + inService;
    }

    /** Returns true unless newer deployments are not seen at present. */
    default boolean follows() {
        return true;
    }

    /** Returns true if it has read everything and has models in service. */
    default boolean isServing() {
        return false;
    }

    /** Returns what a log should warn of, although it serves. */
    default Optional<String> warning() {
        return Optional.empty();
    }

    /** Returns why it stopped for good, or nothing while it follows or tries again. */
    default Optional<Throwable> failure() {
        return Optional.empty();
    }

    /**
     * Reads what was published before it started.
     *
     * @param what the things that are counted, such as {@code chunks of mlp@3}
     * @param total how many there are, or -1 while that is unknown
     */
    record CatchingUp(String what, long done, long total) implements FollowerStatus {
        public CatchingUp {
            Objects.requireNonNull(what, "what");
        }

        @Override
        public String text() {
            return total < 0 ? "catching up: " + what : "catching up: " + done + " of " + total + " " + what;
        }
    }

    /** Has read everything, and no version is fit to answer yet. */
    record WaitingForModel(String why) implements FollowerStatus {
        public WaitingForModel {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public String text() {
            return "waiting for a model: " + why;
        }
    }

    /**
     * Has models in service.
     *
     * @param lineup who serves
     * @param notServing what newer deployments ask for and is not in service: a refused champion, whose whole deployment
     *     is then not in force, or a challenger that was left out
     * @param remark what a follower that starts now would not find on the topics, as the end of a sentence; empty if nothing
     */
    record Serving(Lineup lineup, List<Rejection> notServing, String remark) implements FollowerStatus {
        public Serving {
            Objects.requireNonNull(lineup, "lineup");
            Objects.requireNonNull(remark, "remark");
            notServing = List.copyOf(notServing);
        }

        @Override
        public String text() {
            String serving = "serving " + lineup + remark;
            return notServing.isEmpty() ? serving : serving + "; not serving " + notServing;
        }

        @Override
        public boolean isServing() {
            return true;
        }

        @Override
        public Optional<String> warning() {
            return remark.isEmpty() ? Optional.empty() : Optional.of(text());
        }

        @Override
        public String text(Lineup inService) {
            return inService.equals(lineup) ? text() : FollowerStatus.super.text(inService);
        }
    }

    /**
     * Cannot read its topics and tries again until it can. What was in service stays in service.
     *
     * @param topics the names of the topics that cannot be followed
     * @param reason why, in words
     */
    record NotFollowing(String topics, String reason) implements FollowerStatus {
        public NotFollowing {
            Objects.requireNonNull(topics, "topics");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String text() {
            return "cannot follow " + topics + ": " + reason + "; trying again";
        }

        @Override
        public boolean follows() {
            return false;
        }
    }

    /**
     * Stopped for good by an error of the Java virtual machine or of the program. What was in service stays in service,
     * but no newer deployment will be seen.
     */
    record Failed(Throwable cause) implements FollowerStatus {
        public Failed {
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String text() {
            return "failed: " + cause;
        }

        @Override
        public boolean follows() {
            return false;
        }

        @Override
        public Optional<Throwable> failure() {
            return Optional.of(cause);
        }
    }
}
