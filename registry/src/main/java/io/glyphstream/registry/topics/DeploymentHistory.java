package io.glyphstream.registry.topics;

import io.glyphstream.registry.References;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.LaterReleaseException;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.RecordKeys;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The deployments that are or were in force, in order; void ones are left out. */
public final class DeploymentHistory {
    private final Topic<Deployment> topic;
    private final int mostModels;
    private final List<Deployment> events = new ArrayList<>();
    private final Set<ModelReference> retired = new LinkedHashSet<>();
    private final Map<String, Integer> newestNumbers = new HashMap<>();
    private DeploymentState state = DeploymentState.NONE;
    private volatile Optional<String> missed = Optional.empty();

    public DeploymentHistory(Topic<Deployment> topic) {
        this(topic, Limits.INDEXED_MODELS);
    }

    /** Remembers the newest numbers of so many models at most. */
    DeploymentHistory(Topic<Deployment> topic, int mostModels) {
        this.topic = topic;
        this.mostModels = mostModels;
    }

    /** Takes in the next record of the topic. */
    public DeploymentUpdate apply(ConsumerRecord<byte[], byte[]> stored) {
        if (stored.key() == null || stored.value() == null) {
            return new DeploymentUpdate.Voided("it has no " + (stored.key() == null ? "key" : "value"));
        }
        Deployment event;
        try {
            event = topic.decode(stored.value());
        } catch (LaterReleaseException later) {
            note(stored, later);
            return new DeploymentUpdate.Voided(String.valueOf(later.getMessage()));
        } catch (UndecodableRecordException undecodable) {
            return new DeploymentUpdate.Voided(String.valueOf(undecodable.getMessage()));
        }
        named(event).forEach(this::remember);
        if (!new String(stored.key(), StandardCharsets.UTF_8).equals(RecordKeys.deployment(event.getSequence()))) {
            return new DeploymentUpdate.Voided("its key is not that of deployment " + event.getSequence());
        }
        return apply(event);
    }

    /** Returns all versions that a deployment names. */
    public static Stream<ModelReference> named(Deployment event) {
        return Stream.concat(
                Stream.concat(Stream.of(event.getSubject()), Stream.ofNullable(event.getChampion())),
                event.getChallengers().stream());
    }

    /** The key tells which decision it is: only the one that is due now can have been missed. */
    private void note(ConsumerRecord<byte[], byte[]> stored, LaterReleaseException later) {
        var due = RecordKeys.deployment(state.sequence() + 1);
        if (missed.isEmpty() && new String(stored.key(), StandardCharsets.UTF_8).equals(due)) {
            missed = Optional.of(
                    "deployment " + due + " at offset " + stored.offset() + " cannot be read: " + later.getMessage());
        }
    }

    private void remember(ModelReference named) {
        if (newestNumbers.size() < mostModels || newestNumbers.containsKey(named.getModel())) {
            newestNumbers.merge(named.getModel(), named.getVersion(), Math::max);
        }
    }

    public DeploymentUpdate apply(Deployment event) {
        if (missed.isPresent()) {
            return new DeploymentUpdate.Voided("a decision before it is not known: " + missed.get());
        }
        return state.apply(event).match(next -> enforce(event, next), DeploymentUpdate.Voided::new);
    }

    private DeploymentUpdate enforce(Deployment event, DeploymentState next) {
        var revived = revived(event);
        if (revived.isPresent()) {
            return new DeploymentUpdate.Voided("deployment " + event.getSequence() + " puts "
                    + References.text(revived.get()) + " in service, which is retired");
        }
        if (event.getAction() == DeploymentAction.RETIRE) {
            retired.add(event.getSubject());
        }
        state = next;
        events.add(event);
        return new DeploymentUpdate.InForce(next);
    }

    /** No honest writer asks for a retired version, but a replayed record might. */
    private Optional<ModelReference> revived(Deployment event) {
        var gone = new LinkedHashSet<ModelReference>(retired);
        if (event.getAction() == DeploymentAction.RETIRE) {
            gone.add(event.getSubject());
        }
        return Stream.concat(Stream.ofNullable(event.getChampion()), event.getChallengers().stream())
                .filter(gone::contains)
                .findFirst();
    }

    /**
     * Forgets all that was decided, because another topic has the name now. The newest numbers stay known: they were
     * given.
     */
    public void clear() {
        events.clear();
        missed = Optional.empty();
        retired.clear();
        state = DeploymentState.NONE;
    }

    public DeploymentState state() {
        return state;
    }

    /**
     * Returns which decision a later release wrote, if one did. What is in force since then is known to that release
     * only, so all that follows is void here.
     */
    public Optional<String> missed() {
        return missed;
    }

    /** Returns the deployments, the oldest first. */
    public List<Deployment> events() {
        return Collections.unmodifiableList(events);
    }

    public Optional<Deployment> newest() {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    /** Returns whether this very event is or was in force. */
    public boolean contains(Deployment event) {
        long sequence = event.getSequence();
        return sequence >= 1
                && sequence <= events.size()
                && events.get((int) sequence - 1).equals(event);
    }

    /** Returns the newest version of a model that any record names, in force or void; 0 if none does. */
    public int newestNumber(String model) {
        return newestNumbers.getOrDefault(model, 0);
    }

    /** Returns the versions that were retired. */
    public Set<ModelReference> retired() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(retired));
    }

    /** Returns the versions in service and the champion that a rollback leads to. */
    public Set<ModelReference> needed() {
        var needed = new LinkedHashSet<ModelReference>(state.challengers());
        var champions = champions();
        needed.addAll(champions.subList(0, Math.min(2, champions.size())));
        return needed;
    }

    /** Returns every version that ever was champion, in the order in which they first were. */
    public Set<ModelReference> formerChampions() {
        var champions = new LinkedHashSet<ModelReference>();
        for (var event : events) {
            if (event.getChampion() != null) {
                champions.add(event.getChampion());
            }
        }
        return champions;
    }

    /**
     * Returns the champions that rollbacks lead back to, the present one first: a promotion puts a champion on top, and
     * a rollback takes off what lies above the version that it went back to. So a second rollback goes one further back
     * and not forward again.
     */
    public List<ModelReference> champions() {
        var stack = new ArrayList<ModelReference>();
        for (var event : events) {
            var champion = event.getChampion();
            if (champion == null || (!stack.isEmpty() && champion.equals(stack.get(stack.size() - 1)))) {
                continue;
            }
            int depth = event.getAction() == DeploymentAction.ROLLBACK ? stack.lastIndexOf(champion) : -1;
            if (depth < 0) {
                stack.add(champion);
            } else {
                stack.subList(depth + 1, stack.size()).clear();
            }
        }
        Collections.reverse(stack);
        return stack;
    }
}
