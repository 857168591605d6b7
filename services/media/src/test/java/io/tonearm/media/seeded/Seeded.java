package io.tonearm.media.seeded;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run once per seed. Its parameters are a {@link java.util.Random} made from the seed, or the seed itself as
 * a {@code long}; the seed is in the name of each run.
 *
 * <p>The seeds follow from the names of class and method, so that every build runs the same cases. {@code -Dseeds=n} runs n
 * of them instead, the first ones being the same; {@code -Dseed=n} runs that one only. An empty property counts as absent.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SeededRuns.class)
public @interface Seeded {

    /** How many seeds, at least 1. */
    int runs() default 20;
}
