package io.tonearm.recorder.delivery;

/** What is known of whether a destination takes an object. */
public enum Access {
    /** It does. */
    GRANTED,
    /** It does not: bucket, owner, credentials, encryption key or policy. */
    DENIED,
    /** It did not say: it is out of reach or out of order. */
    UNKNOWN
}
