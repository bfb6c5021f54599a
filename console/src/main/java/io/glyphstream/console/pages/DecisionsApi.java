package io.glyphstream.console.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.glyphstream.console.web.ApiException;
import io.glyphstream.console.web.EventStream;
import io.glyphstream.console.web.EventStreams;
import io.glyphstream.console.web.PageApi;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.RolloutWait;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentDecision;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.registry.deployments.ProcessorRegister;
import io.glyphstream.registry.deployments.Rollout;
import io.glyphstream.registry.deployments.StreamFitPolicy;
import io.glyphstream.registry.deployments.StreamFitPolicy.Insistence;
import io.glyphstream.registry.deployments.UnfitForStreamException;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is to serve: what a decision would change, the decision itself, and how it spreads from processor to processor.
 *
 * <p>Somebody who decides has seen a state on the page. If that state is no longer in force, nothing is recorded: another one
 * decided meanwhile, and the reason may hold no more.
 */
final class DecisionsApi implements PageApi {

    /** Of HTTP, for a champion that would leave images unanswered: who insists may force it. */
    private static final int UNFIT = 422;

    private static final int REFUSED = 409;
    private static final Duration LOOK = Duration.ofMillis(150);

    private final KafkaCluster cluster;
    private final Topics topics;
    private final Clock clock;
    private final String defaultActor;
    private final EventStreams streams;
    private final ModelsApi models;

    /** @param defaultActor who decides, where the browser gives no name */
    DecisionsApi(
            KafkaCluster cluster,
            Topics topics,
            Clock clock,
            String defaultActor,
            EventStreams streams,
            ModelsApi models) {
        this.cluster = cluster;
        this.topics = topics;
        this.clock = clock;
        this.defaultActor = defaultActor;
        this.streams = streams;
        this.models = models;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/api/models/{model}/{version}/plan", context -> context.json(plan(context)));
        routes.post("/api/models/{model}/{version}/decide", context -> context.json(decide(context)));
        routes.get("/api/rollouts/{sequence}", context -> {
            var deployment = deployment(context.pathParam("sequence"));
            streams.serve(context, stream -> follow(deployment, stream));
        });
    }

    /** Returns what would be in force after a decision, or why it would be refused. Nothing is recorded. */
    private Map<String, @Nullable Object> plan(Context context) {
        var version = Requests.version(context, models.catalog()).getReference();
        var action = action(Requests.object(context));
        var policy = policy(Insistence.FORCE);
        try (var log = new DeploymentLog(cluster, topics, clock, policy)) {
            var object = JsonView.object("now", log.current().map(JsonView::of).orElse(null));
            try {
                object.put("then", JsonView.of(log.rehearse(action, version, defaultActor, "")));
                object.put("warnings", policy.warnings());
            } catch (DeploymentRefusedException refused) {
                object.put("refused", refused.getMessage());
            }
            object.put("unfit", object.containsKey("refused") ? null : unfit(action, version));
            return object;
        }
    }

    /** Returns why only somebody who insists may make this decision, or null. */
    private @Nullable String unfit(DeploymentAction action, ModelReference version) {
        try (var log = new DeploymentLog(cluster, topics, clock, policy(Insistence.REFUSE))) {
            log.rehearse(action, version, defaultActor, "");
            return null;
        } catch (UnfitForStreamException unfit) {
            return unfit.getMessage();
        } catch (DeploymentRefusedException decidedMeanwhile) {
            return null;
        }
    }

    private Map<String, @Nullable Object> decide(Context context) {
        var version = Requests.version(context, models.catalog()).getReference();
        var asked = Requests.object(context);
        var signature = signature(asked);
        var action = action(asked);
        var policy = policy(asked.path("force").asBoolean() ? Insistence.FORCE : Insistence.REFUSE);
        try (var log = new DeploymentLog(cluster, topics, clock, policy)) {
            var seen = seen(log, Requests.number(asked, "seen"));
            var decision = decide(log, action, version, seen, signature);
            decision.whyUnchanged().ifPresent(why -> {
                throw new ApiException(REFUSED, "nothing was changed: " + why, "Look at what is in force now.");
            });
            var object = JsonView.object("deployment", JsonView.of(decision.deployment()));
            object.put("warnings", policy.warnings());
            return object;
        } catch (UnfitForStreamException unfit) {
            throw new ApiException(
                    UNFIT, message(unfit), "Do it anyway only if these images are to become dead letters.");
        } catch (DeploymentRefusedException refused) {
            throw new ApiException(REFUSED, message(refused), "Nothing was changed.");
        }
    }

    /** Promotions and rollbacks hold only against the champion that was seen: another writer may come between. */
    private static DeploymentDecision decide(
            DeploymentLog log,
            DeploymentAction action,
            ModelReference version,
            Optional<Deployment> seen,
            Signature by) {
        var champion = seen.map(Deployment::getChampion);
        return switch (action) {
            case PROMOTE -> log.promoteOver(champion, version, by.actor(), by.reason());
            case ROLLBACK ->
                champion.map(failing -> log.rollBackFrom(failing, version, by.actor(), by.reason()))
                        .orElseGet(() -> log.rollBackTo(version, by.actor(), by.reason()));
            case SHADOW -> log.shadow(version, by.actor(), by.reason());
            case UNSHADOW -> log.unshadow(version, by.actor(), by.reason());
            case RETIRE -> log.retire(version, by.actor(), by.reason());
        };
    }

    /** Returns the deployment in force, which must be the one that was seen. */
    private static Optional<Deployment> seen(DeploymentLog log, long sequence) {
        var current = log.current();
        current.filter(now -> now.getSequence() != sequence).ifPresent(now -> {
            throw new ApiException(
                    REFUSED,
                    now.getActor() + " decided meanwhile: "
                            + now.getAction().name().toLowerCase(Locale.ROOT) + " "
                            + References.text(now.getSubject()) + " (" + now.getReason() + "). Nothing was changed",
                    "Look at what is in force now, and decide again.");
        });
        return current;
    }

    private void follow(Deployment deployment, EventStream stream) throws InterruptedException {
        try (var register = new ProcessorRegister(cluster, topics, clock)) {
            Map<String, @Nullable Object> told = Map.of();
            do {
                var reports = register.reports();
                long newest =
                        models.log().current().map(Deployment::getSequence).orElse(0L);
                var rollout = Rollout.of(deployment, newest, reports);
                var object = JsonView.of(rollout);
                object.put("sequence", deployment.getSequence());
                object.put("settled", rollout.isSettled());
                object.put("lines", RolloutWait.lines(rollout));
                if (!object.equals(told) && !stream.send("rollout", object)) {
                    return;
                }
                told = object;
            } while (stream.pause(LOOK));
        }
    }

    private Deployment deployment(String sequence) {
        return models.log().history().stream()
                .filter(past -> Long.toString(past.getSequence()).equals(sequence))
                .findFirst()
                .orElseThrow(() -> new ApiException(404, "there is no deployment " + sequence, ""));
    }

    private Signature signature(JsonNode asked) {
        var reason = Requests.text(asked, "reason").strip();
        if (reason.isEmpty()) {
            throw new ApiException(400, "a decision needs a reason", "Say why: it goes on the log of deployments.");
        }
        var actor = asked.path("actor").asText("").strip();
        return new Signature(actor.isEmpty() ? defaultActor : actor, reason);
    }

    private record Signature(String actor, String reason) {}

    private StreamFitPolicy policy(Insistence insistence) {
        return new StreamFitPolicy(cluster, topics, clock, insistence);
    }

    private static DeploymentAction action(JsonNode asked) {
        var text = Requests.text(asked, "action");
        return Arrays.stream(DeploymentAction.values())
                .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        400, "action must be promote, rollback, shadow, unshadow or retire but was " + text, ""));
    }

    private static String message(DeploymentRefusedException refused) {
        return String.valueOf(refused.getMessage());
    }
}
