package io.glyphstream.verifier;

import io.glyphstream.schemas.kafka.Topics;

/** Verifies one partition of everything at a time. Safe for use by many threads. */
final class PartitionWork {
    private final Topics topics;
    private final Reading reading;
    private final DeadLetters letters;
    private final Versions versions;
    private final double sample;

    PartitionWork(Topics topics, Reading reading, DeadLetters letters, Versions versions, double sample) {
        this.topics = topics;
        this.reading = reading;
        this.letters = letters;
        this.versions = versions;
        this.sample = sample;
    }

    /** One partition, done, and what was found wrong in it. */
    record Done(PartitionCheck check, PendingLabels labels, Findings findings) {}

    /** Verifies a partition under what is assumed of the ages of images and labels. */
    Done run(PartitionScope scope, Generations.Known known, LineupCheck lineups) {
        var findings = new Findings();
        var partition = scope.partition();
        var imagesAge = known.images(partition);
        var labelsAge = known.labels(partition);
        var ofLabels = new Findings();
        var labels = new PendingLabels(topics.labels(), scope, letters.ofLabels(partition), labelsAge, ofLabels);
        reading.read(topics.labels().name(), partition, scope.labels(), labels::read);
        var evidence = new PartitionCheck.Evidence(
                imagesAge, letters.ofImages(partition), labels, lineups, versions, findings);
        var check = new PartitionCheck(topics, scope, sample, evidence);
        reading.read(
                topics.images().name(),
                partition,
                scope.images(),
                inputs -> reading.read(
                        topics.predictions().name(),
                        partition,
                        scope.predictions(),
                        answers -> check.run(inputs, answers)));
        if (check.atLeastOnce() > 0) {
            ofLabels.allowRepeats();
        }
        findings.addAll(ofLabels);
        return new Done(check, labels, findings);
    }
}
