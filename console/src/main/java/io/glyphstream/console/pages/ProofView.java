package io.glyphstream.console.pages;

import io.glyphstream.operations.JsonView;
import io.glyphstream.operations.Verification;
import io.glyphstream.schemas.kafka.Topics;
import io.glyphstream.verifier.report.Finding;
import io.glyphstream.verifier.report.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The verdict of a verification as an object for JSON: the report, and the records that it names as links. */
final class ProofView {

    private ProofView() {}

    static Map<String, @Nullable Object> of(VerifyReport report, Topics topics) {
        var object = JsonView.of(report);
        object.put("lines", Verification.lines(report));
        var findings = new ArrayList<Map<String, @Nullable Object>>();
        for (var finding : Finding.values()) {
            if (report.count(finding) > 0) {
                findings.add(of(finding, report, topics));
            }
        }
        object.put("findings", findings);
        return object;
    }

    private static Map<String, @Nullable Object> of(Finding finding, VerifyReport report, Topics topics) {
        var kind = finding.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        var start = kind + ": ";
        return JsonView.object(
                "kind", kind,
                "count", report.count(finding),
                "isProblem", report.found().containsKey(finding),
                "examples",
                        report.problems().stream()
                                .filter(problem -> problem.startsWith(start))
                                .map(problem -> parts(problem.substring(start.length()), topics))
                                .toList());
    }

    /** Returns a text in parts; a part that names a record which the console can show has the path of its page. */
    static List<Map<String, @Nullable Object>> parts(String text, Topics topics) {
        var parts = new ArrayList<Map<String, @Nullable Object>>();
        var place = Pattern.compile(
                        "(?<answer>" + Pattern.quote(topics.predictions().name()) + ")-(\\d{1,9}) at (\\d{1,18})" + "|"
                                + Pattern.quote(topics.deadLetters().name()) + "-(\\d{1,9}) at (\\d{1,18})")
                .matcher(text);
        int from = 0;
        while (place.find()) {
            parts.add(JsonView.object("text", text.substring(from, place.start())));
            var path = place.group("answer") == null
                    ? "/dead-letters/" + place.group(4) + "/" + place.group(5)
                    : "/answers/" + place.group(2) + "/" + place.group(3);
            parts.add(JsonView.object("text", place.group(), "path", path));
            from = place.end();
        }
        parts.add(JsonView.object("text", text.substring(from)));
        return parts;
    }
}
