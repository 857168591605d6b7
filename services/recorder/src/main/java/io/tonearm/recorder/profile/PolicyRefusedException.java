package io.tonearm.recorder.profile;

import java.util.List;

/** A policy that makes no sense. Each problem is one sentence that names the field, fit to be shown as it is. Immutable. */
public final class PolicyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    PolicyRefusedException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    PolicyRefusedException(String problem) {
        this(List.of(problem));
    }

    /** What is wrong, at least one thing. */
    public List<String> problems() {
        return problems;
    }
}
