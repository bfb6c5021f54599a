package io.glyphstream.processor.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glyphstream.http.Exposition;
import io.glyphstream.http.Health;
import io.glyphstream.http.HealthPages;
import io.glyphstream.http.StatusServer;
import io.glyphstream.http.StatusServer.Page;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.registry.following.ModelFollower;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;

/** The pages that a processor shows of itself. */
public final class StatusPages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusPages() {}

    public static void add(
            StatusServer server, ProcessorView processor, ModelFollower<Classifier> follower, Exposition metrics) {
        HealthPages.add(server, () -> health(processor.status()), metrics);
        server.page("/status", () -> Page.json(status(processor, follower)));
    }

    private static Health health(ProcessorStatus status) {
        var state = switch (status.phase()) {
            case PREPARING -> Health.State.NOT_READY;
            case RUNNING -> Health.State.READY;
            case FAILED, STOPPED -> Health.State.OVER;
        };
        return new Health(state, status.text());
    }

    private static String status(ProcessorView processor, ModelFollower<Classifier> follower) {
        var page = JSON.createObjectNode();
        var settings = processor.settings();
        page.put("applicationId", settings.applicationId());
        page.put("instance", settings.instance());
        page.put("guarantee", settings.guarantee().name());
        page.put("ready", processor.status().isRunning());
        page.put("status", processor.status().text());
        page.set("warnings", JSON.valueToTree(processor.warnings()));
        page.put("follower", follower.status().text());
        follower.current().ifPresent(set -> {
            page.put("deployment", set.deploymentSequence());
            model(page.putObject("champion"), set.champion().reference());
            var challengers = page.putArray("challengers");
            set.challengers().forEach(challenger -> model(challengers.addObject(), challenger.reference()));
        });
        var rejections = page.putArray("rejected");
        follower.rejections()
                .forEach(rejection ->
                        model(rejections.addObject(), rejection.reference()).put("reason", rejection.reason()));
        page.put("unreadableRecords", follower.unreadableRecords());
        page.set("counts", JSON.valueToTree(processor.counts()));
        return page.toPrettyString();
    }

    private static ObjectNode model(ObjectNode node, ModelReference model) {
        return node.put("model", model.getModel())
                .put("version", model.getVersion())
                .put("sha256", Digests.hex(model.getSha256()));
    }
}
