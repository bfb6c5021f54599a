package io.glyphstream.learning.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.http.Exposition;
import io.glyphstream.http.HealthPages;
import io.glyphstream.http.StatusServer;
import io.glyphstream.http.StatusServer.Page;
import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.TrainerStatus;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that a trainer service shows of itself. */
final class TrainerPages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrainerPages() {}

    static void add(
            StatusServer server, TrainerSettings settings, TrainerHealth health, Exposition metrics, Clock clock) {
        HealthPages.add(server, health::health, metrics);
        server.page("/status", () -> Page.json(status(settings, health, clock)));
    }

    /** What the report has, as {@code glyphstream status --json} shows it, is known to the one that is at work. */
    private static String status(TrainerSettings settings, TrainerHealth health, Clock clock) {
        var page = JSON.createObjectNode();
        var now = health.health();
        page.put("model", settings.model());
        page.put("instance", settings.instance());
        page.put("ready", now.isReady());
        page.put("status", now.text());
        var reports = health.report().map(List::of).orElse(List.of());
        JsonView.of(new TrainerStatus(reports, Map.of(), Optional.empty(), clock.instant()))
                .forEach(report -> page.set("report", JSON.valueToTree(report)));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
