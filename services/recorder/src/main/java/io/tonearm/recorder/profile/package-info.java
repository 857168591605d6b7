/**
 * Policies as an operator writes them: JSON with the fields of the schema {@code RecordingPolicy}, without the account.
 *
 * <p>{@link io.tonearm.recorder.profile.PolicyForm} is such a text, {@link io.tonearm.recorder.profile.PolicyProfile} the ones
 * that ship. Here all is checked that can be without a cluster. Not here: publishing, and what the recorder makes of it.
 * Decimals are exact.
 */
@NullMarked
package io.tonearm.recorder.profile;

import org.jspecify.annotations.NullMarked;
