package io.glyphstream.schemas.kafka;

import java.util.List;
import java.util.stream.Collectors;

/** Says which topics are missing or not as they have to be, and how to put that right. */
public final class WrongTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the list is one of the JDK's immutable ones
    private final List<TopicProblem> problems;

    /** Names all problems in the message. */
    public WrongTopicException(List<TopicProblem> problems) {
        super(problems.stream().map(WrongTopicException::sentence).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Returns what is wrong with one topic, and how to put it right. */
    public static String sentence(TopicProblem problem) {
        return "topic " + problem.topic() + ": " + problem.finding() + "; to fix it: " + problem.fix();
    }

    /** Returns what was found, at least one. */
    public List<TopicProblem> problems() {
        return problems;
    }
}
