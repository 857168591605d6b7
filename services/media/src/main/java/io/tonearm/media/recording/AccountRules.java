package io.tonearm.media.recording;

/** The policies of all accounts, as they are now. */
public interface AccountRules {

    /** The policy of an account; one that has none of its own has the default. */
    RecordingPolicy of(String accountId);
}
