/**
 * What a task says: events for the topics, records set aside, counts. No rules of recording here.
 */
@NullMarked
package io.tonearm.recorder.output;

import org.jspecify.annotations.NullMarked;
