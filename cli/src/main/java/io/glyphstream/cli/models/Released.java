package io.glyphstream.cli.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.trainer.release.ReleaseOutcome;
import io.glyphstream.trainer.report.JsonReport;
import java.util.List;

/** What became of a trained model, and what its user should know of it. */
record Released(ReleaseOutcome outcome, List<String> warnings) {

    Released {
        warnings = List.copyOf(warnings);
    }

    /** One that was to be promoted and must not answer what comes at present is a failure. */
    ExitCode exitCode() {
        return switch (outcome.kind()) {
            case PROMOTED, SHADOWED, WAITING -> ExitCode.OK;
            case REFUSED -> ExitCode.NO_MODEL;
        };
    }

    ObjectNode json() {
        var json = JsonReport.of(outcome);
        var all = json.putArray("warnings");
        warnings.forEach(all::add);
        return json;
    }
}
