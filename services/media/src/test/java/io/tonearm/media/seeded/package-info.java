/**
 * Tests that draw their cases from a seed: {@link io.tonearm.media.seeded.Seeded} on a method runs it once per seed. Here is
 * only how seeds are chosen and passed; what is drawn is up to each test.
 */
@NullMarked
package io.tonearm.media.seeded;

import org.jspecify.annotations.NullMarked;
