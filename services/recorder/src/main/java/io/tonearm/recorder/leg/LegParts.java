package io.tonearm.recorder.leg;

/**
 * What of a task knows its legs. Immutable; its parts live on their stream thread.
 *
 * @param book the legs
 * @param answers what commands got
 * @param audio packets of recordings
 * @param held packets whose fate is open
 * @param access what destinations say
 * @param completion recordings that have ended
 * @param open recordings that go on
 */
record LegParts(
        LegBook book,
        AnswerStore answers,
        AudioStore audio,
        HeldFrames held,
        AccessDesk access,
        Completion completion,
        OpenRecordings open) {}
