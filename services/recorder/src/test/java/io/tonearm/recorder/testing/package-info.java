/**
 * What the recorder's tests are made of: events as edges publish them, the file that is expected of them, an object store
 * and a progress that do as they are told, and servers around a recorder. Times are microseconds since the epoch.
 */
@NullMarked
package io.tonearm.recorder.testing;

import org.jspecify.annotations.NullMarked;
