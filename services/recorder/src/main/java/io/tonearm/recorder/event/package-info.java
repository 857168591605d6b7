/**
 * The border between Avro events and the domain: each class translates one way. Nothing is decided here.
 */
@NullMarked
package io.tonearm.recorder.event;

import org.jspecify.annotations.NullMarked;
