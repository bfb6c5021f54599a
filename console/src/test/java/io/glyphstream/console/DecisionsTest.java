package io.glyphstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.registry.References;
import io.glyphstream.registry.deployments.DeploymentLog;
import io.glyphstream.schemas.Deployment;
import io.glyphstream.schemas.DeploymentAction;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who serves, decided through the console, on a real broker with a real processor. The tests share a pipeline, and each begins with what is in force. */
@ExtendWith(ConsoleOnBroker.class)
@Timeout(120)
final class DecisionsTest {

    private static RunningPipeline pipeline;
    private static ConsoleClient client;

    @BeforeAll
    static void start(EmbeddedBroker broker) {
        pipeline = RunningPipeline.on(broker, "decisions.");
        client = ConsoleClient.of(pipeline);
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    void aPromotionIsRecordedWithActorAndReasonAndSpreadsToTheProcessor() {
        ensureChampion("mlp@1");

        var decided = decide("mlp/2", "promote", Map.of("reason", "98 % on <b>scans</b>", "actor", "Ada"));

        assertThat(decided.code()).isEqualTo(200);
        var recorded = inForce();
        assertThat(References.text(recorded.getSubject())).isEqualTo("mlp@2");
        assertThat(recorded.getAction()).isEqualTo(DeploymentAction.PROMOTE);
        assertThat(recorded.getActor()).isEqualTo("Ada");
        assertThat(recorded.getReason()).isEqualTo("98 % on <b>scans</b>");
        var rollout = client.follow(
                "/api/rollouts/" + recorded.getSequence(),
                event -> event.path("complete").asBoolean());
        assertThat(rollout.path("serving")).hasSize(1);
    }

    @Test
    void aRollbackGoesToTheChampionBefore() {
        ensureChampion("mlp@1");
        ensureChampion("mlp@2");
        assertThat(client.get("/api/models")
                        .body()
                        .path("rollback")
                        .path("name")
                        .asText())
                .isEqualTo("mlp@1");

        var decided = decide("mlp/1", "rollback", Map.of("reason", "confuses 4 and 9", "actor", ""));

        assertThat(decided.code()).isEqualTo(200);
        assertThat(inForce().getAction()).isEqualTo(DeploymentAction.ROLLBACK);
        assertThat(champion()).isEqualTo("mlp@1");
        assertThat(inForce().getActor())
                .as("the console's own user, where the browser gives no name")
                .isEqualTo(pipeline.settings().actor());
    }

    @Test
    void whoDecidesOnWhatIsNoLongerInForceIsToldWhoCameBefore() {
        ensureChampion("mlp@1");
        long seen = inForce().getSequence();
        inLog(log -> log.promote(pipeline.model("mlp@2"), "Grace", "she was faster"));

        var late = client.post(
                "/api/models/knn/1/decide",
                Map.of("action", "promote", "reason", "slow", "actor", "Ada", "seen", seen));

        assertThat(late.code()).isEqualTo(409);
        assertThat(late.error()).contains("Grace decided meanwhile", "promote mlp@2", "she was faster");
        assertThat(champion()).isEqualTo("mlp@2");
    }

    @Test
    void ofManyWhoDecideAtOnceOnTheSameStateOnlyOnePromotes() {
        ensureChampion("mlp@1");
        long seen = inForce().getSequence();

        var codes = IntStream.range(0, 4)
                .parallel()
                .mapToObj(number -> client.post(
                        number % 2 == 0 ? "/api/models/mlp/2/decide" : "/api/models/knn/1/decide",
                        Map.of("action", "promote", "reason", "race", "actor", "actor " + number, "seen", seen)))
                .map(ConsoleClient.Answer::code)
                .toList();

        assertThat(codes).containsOnlyOnce(200).contains(409);
        assertThat(inForce().getSequence()).isEqualTo(seen + 1);
    }

    @Test
    void aPlanShowsWhatWouldChangeAndRecordsNothing() {
        ensureChampion("mlp@1");
        ensureChallenger("knn@1");
        long before = inForce().getSequence();

        var plan = client.post("/api/models/knn/1/plan", Map.of("action", "promote"))
                .body();

        assertThat(plan.path("now").path("champion").path("name").asText()).isEqualTo("mlp@1");
        assertThat(names(plan.path("now").path("challengers"))).containsExactly("knn@1");
        assertThat(plan.path("then").path("champion").path("name").asText()).isEqualTo("knn@1");
        assertThat(names(plan.path("then").path("challengers"))).isEmpty();
        assertThat(inForce().getSequence()).isEqualTo(before);
    }

    @Test
    void whatTheLogRefusesIsRefusedWithItsReasonBeforehandAndWhenItIsDone() {
        ensureChampion("mlp@1");
        ensureChallenger("knn@1");

        var plan = client.post("/api/models/knn/1/plan", Map.of("action", "retire"))
                .body();
        var decided = decide("knn/1", "retire", Map.of("reason", "old", "actor", "Ada"));

        assertThat(plan.path("refused").asText()).contains("knn@1 is a challenger", "unshadow");
        assertThat(decided.code()).isEqualTo(409);
        assertThat(decided.error()).contains("knn@1 is a challenger", "unshadow");
    }

    @Test
    void aDecisionWithoutAReasonIsNone() {
        long before = inForce().getSequence();

        var blank = decide("knn/1", "promote", Map.of("reason", "  ", "actor", "Ada"));

        assertThat(blank.code()).isEqualTo(400);
        assertThat(blank.error()).contains("needs a reason");
        assertThat(inForce().getSequence()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/models/mlp/2/decide",
                "/api/models/mlp/2/plan",
                "/api/comparisons",
                "/api/comparisons/cancel",
                "/api/draw/score",
                "/api/draw/picture",
                "/api/draw/send"
            })
    void whoHasNoTokenChangesNothing(String path) {
        long before = inForce().getSequence();
        long images = pipeline.size(pipeline.topics().images().name());

        var answer = ConsoleClient.withoutToken(pipeline)
                .post(path, Map.of("action", "promote", "reason", "mischief", "actor", "Eve", "seen", before));

        assertThat(answer.code()).isEqualTo(401);
        assertThat(inForce().getSequence()).isEqualTo(before);
        assertThat(pipeline.size(pipeline.topics().images().name())).isEqualTo(images);
    }

    @Test
    void theListHasRolesAndAccuracyAndAVersionHasItsConfusion() {
        ensureChampion("mlp@1");
        pipeline.awaitAnswers(RunningPipeline.IMAGES);

        var versions = client.get("/api/models").body().path("versions");
        var version = client.get("/api/models/mlp/1").body();

        assertThat(names(versions)).contains("mlp@1", "mlp@2", "knn@1");
        assertThat(version.path("role").asText()).isEqualTo("champion");
        assertThat(version.path("confusion")).hasSize(100);
        var heldOut = version.path("heldOut");
        assertThat(heldOut.path("lower").asDouble())
                .isLessThan(heldOut.path("accuracy").asDouble());
        assertThat(client.get("/api/models/mlp/77").code()).isEqualTo(404);
    }

    @Test
    void aComparisonIsFollowedToItsResult() {
        var started = client.post("/api/comparisons", Map.of("first", "mlp@1", "second", "knn@1"));
        assertThat(started.code()).as(started.error()).isEqualTo(200);

        var done = client.follow(
                "/api/comparisons", event -> !event.path("state").asText().equals("reading"));

        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("done");
        var result = done.path("result");
        assertThat(result.path("images").asInt()).isGreaterThanOrEqualTo(RunningPipeline.IMAGES);
        assertThat(result.path("labelled").asInt()).isEqualTo(RunningPipeline.IMAGES);
        assertThat(result.path("chance").asDouble()).isBetween(0.0, 1.0);
        isOneSided(done, "onlyFirst", "first", "second");
        isOneSided(done, "onlySecond", "second", "first");
        assertThat(client.get("/api/comparisons/999/images").code()).isEqualTo(404);
    }

    private static void isOneSided(JsonNode done, String side, String right, String wrong) {
        var images = client.get("/api/comparisons/" + done.path("id").asLong() + "/images")
                .body()
                .path(side);
        int all = done.path("result").path(side + "Correct").asInt();
        assertThat(images).as(side).hasSize(Math.min(24, all)).allSatisfy(image -> {
            int truth = image.path("truth").path("label").asInt();
            assertThat(image.path(right).path("label").asInt()).isEqualTo(truth);
            assertThat(image.path(wrong).path("label").asInt()).isNotEqualTo(truth);
            assertThat(image.path("image").path("rows").asInt()).isEqualTo(28);
            var answer = client.get("/api/answers/" + image.path("partition").asInt() + "/"
                    + image.path("offset").asLong());
            assertThat(answer.body().path("imageId")).isEqualTo(image.path("imageId"));
        });
    }

    private static ConsoleClient.Answer decide(String version, String action, Map<String, String> by) {
        return client.post(
                "/api/models/" + version + "/decide",
                Map.of(
                        "action", action,
                        "reason", Objects.requireNonNull(by.get("reason")),
                        "actor", Objects.requireNonNull(by.get("actor")),
                        "seen", inForce().getSequence()));
    }

    private static void ensureChampion(String version) {
        inLog(log -> log.promote(pipeline.model(version), "test", "to begin with"));
    }

    private static void ensureChallenger(String version) {
        inLog(log -> log.shadow(pipeline.model(version), "test", "to begin with"));
    }

    private static Deployment inForce() {
        return inLog(log -> log.current().orElseThrow());
    }

    private static String champion() {
        return References.text(Objects.requireNonNull(inForce().getChampion()));
    }

    private static <T> T inLog(Function<DeploymentLog, T> use) {
        try (var log = new DeploymentLog(pipeline.cluster(), pipeline.topics(), Clock.systemUTC())) {
            return use.apply(log);
        }
    }

    private static List<String> names(JsonNode versions) {
        return versions.findValuesAsText("name");
    }
}
