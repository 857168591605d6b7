/**
 * Putting finished files into object stores. No Kafka and no lifecycle here: a file in, an outcome out.
 */
@NullMarked
package io.tonearm.recorder.delivery;

import org.jspecify.annotations.NullMarked;
