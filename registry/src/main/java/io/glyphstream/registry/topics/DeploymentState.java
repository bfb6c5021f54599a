package io.glyphstream.registry.topics;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ModelReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Who answers after the deployments up to some sequence number: a pure step from one to the next.
 *
 * <p>All readers take the same step on the same records, so all agree on which events are void, the writers included.
 */
public record DeploymentState(long sequence, Optional<ModelReference> champion, List<ModelReference> challengers) {
    /** Before the first deployment. */
    static final DeploymentState NONE = new DeploymentState(0, Optional.empty(), List.of());

    public DeploymentState {
        challengers = List.copyOf(challengers);
    }

    /** Returns the state after the event, or why the event is void. */
    DeploymentUpdate apply(Deployment event) {
        if (event.getSequence() != sequence + 1) {
            return new DeploymentUpdate.Voided("deployment " + event.getSequence() + " came where " + (sequence + 1)
                    + " was due: " + whyNotDue(event));
        }
        return defect(event)
                .<DeploymentUpdate>map(DeploymentUpdate.Voided::new)
                .orElseGet(() -> new DeploymentUpdate.InForce(of(event)));
    }

    private String whyNotDue(Deployment event) {
        if (event.getSequence() == sequence) {
            return "its writer lost a race";
        }
        return event.getSequence() < sequence
                ? "it was decided before, or its writer knew an older copy of the topic only"
                : "those before it are missing";
    }

    static DeploymentState of(Deployment event) {
        return new DeploymentState(
                event.getSequence(), Optional.ofNullable(event.getChampion()), event.getChallengers());
    }

    private Optional<String> defect(Deployment event) {
        String name = "deployment " + event.getSequence();
        if (event.getChampion() == null && champion.isPresent()) {
            return Optional.of(name + " leaves no champion");
        }
        if (names(event.getAction()) && !event.getSubject().equals(event.getChampion())) {
            return Optional.of(name + " is to " + event.getAction() + " " + References.text(event.getSubject())
                    + " but names another champion");
        }
        if (event.getChallengers().size() > Limits.CHALLENGERS) {
            return Optional.of(name + " has " + event.getChallengers().size() + " challengers where at most "
                    + Limits.CHALLENGERS + " may be");
        }
        if (new HashSet<>(event.getChallengers()).size()
                < event.getChallengers().size()) {
            return Optional.of(name + " names a challenger twice");
        }
        if (event.getChampion() != null && event.getChallengers().contains(event.getChampion())) {
            return Optional.of(name + " has its champion among the challengers");
        }
        return Optional.empty();
    }

    private static boolean names(DeploymentAction action) {
        return action == DeploymentAction.PROMOTE || action == DeploymentAction.ROLLBACK;
    }
}
