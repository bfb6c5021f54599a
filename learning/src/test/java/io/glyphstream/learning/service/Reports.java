package io.glyphstream.learning.service;

import io.glyphstream.learning.window.WindowRule;
import io.glyphstream.schemas.DriftReport;
import io.glyphstream.schemas.ModelReference;
import io.glyphstream.schemas.Sha256;
import io.glyphstream.schemas.TrainerReport;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.release.Gate;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reports of a trainer of the model mlp. */
final class Reports {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

    static final TrainerSettings SETTINGS = new TrainerSettings(
            "mlp",
            "night",
            NeighborSpec.plain(),
            TrainerSettings.Start.AFRESH,
            WindowRule.newest(10),
            new TriggerSettings(5, Duration.ZERO, 0),
            new DriftSettings(DriftSettings.USUAL_DELTA, 10, 0.01),
            Gate.IF_SIGNIFICANT,
            0,
            1,
            Optional.empty());

    private static final ModelReference CHAMPION = new ModelReference("mlp", 7, new Sha256(new byte[32]));

    private Reports() {}

    /** Returns a report of one that has 3 of 5 labels, and a champion that is wrong on one of eight. */
    static TrainerReport of(String status) {
        return of(status, new DriftReport(CHAMPION, 20L, 8L, 0.125, 0.5, 0L, ""));
    }

    /** Returns a report of one that has 3 of 5 labels. */
    static TrainerReport of(String status, DriftReport drift) {
        return new TrainerRecord(SETTINGS, CLOCK, Optional.of(URI.create("http://127.0.0.1:9464")))
                .report(TrainerPhase.COLLECTING, status, 3, drift);
    }
}
