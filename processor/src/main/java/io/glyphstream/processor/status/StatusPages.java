package io.glyphstream.processor.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.lifecycle.ProcessorStatus;
import io.glyphstream.processor.metrics.Exposition;
import io.glyphstream.processor.status.StatusServer.Page;
import io.glyphstream.registry.following.ModelFollower;
import io.glyphstream.schemas.ControlCharacters;
import io.glyphstream.schemas.Digests;
import io.glyphstream.schemas.ModelReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The pages that a processor shows of itself. */
public final class StatusPages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusPages() {}

    public static void add(
            StatusServer server,
            ProcessorView processor,
            ModelFollower<Classifier> follower,
            Supplier<String> metrics) {
        server.page("/livez", () -> alive(processor.status()));
        server.page("/readyz", () -> ready(processor.status()));
        server.page("/metrics", () -> new Page(200, Exposition.CONTENT_TYPE, metrics.get()));
        server.page("/status", () -> new Page(200, "application/json", status(processor, follower) + "\n"));
    }

    /** Alive is what may still come to run by itself. */
    private static Page alive(ProcessorStatus status) {
        return Page.text(status.isOver() ? 503 : 200, status.isOver() ? status.text() : "alive");
    }

    private static Page ready(ProcessorStatus status) {
        return Page.text(status.isRunning() ? 200 : 503, status.text());
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
        // Shown in terminals as it is, and in JSON the escaped text is the same text.
        return page.toPrettyString().lines().map(ControlCharacters::escape).collect(Collectors.joining("\n"));
    }

    private static ObjectNode model(ObjectNode node, ModelReference model) {
        return node.put("model", model.getModel())
                .put("version", model.getVersion())
                .put("sha256", Digests.hex(model.getSha256()));
    }
}
