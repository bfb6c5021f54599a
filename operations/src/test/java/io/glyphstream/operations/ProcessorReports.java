package io.glyphstream.operations;

import io.glyphstream.schemas.ProcessorReport;
import io.glyphstream.schemas.ProcessorState;
import java.time.Instant;
import java.util.List;

/** Reports of processors, for tests. */
final class ProcessorReports {

    private ProcessorReports() {}

    /** Returns the report of one that waits for a first promotion; it is valid for ten minutes. */
    static ProcessorReport preparing(String application, String instance, Instant at) {
        return ProcessorReport.newBuilder()
                .setApplicationId(application)
                .setInstance(instance)
                .setState(ProcessorState.PREPARING)
                .setStatus("waiting for a first promotion")
                .setDeployment(0)
                .setChampion(null)
                .setChallengers(List.of())
                .setRejected(List.of())
                .setAddress(null)
                .setValidMillis(600_000)
                .setStartedAt(at)
                .setReportedAt(at)
                .build();
    }
}
