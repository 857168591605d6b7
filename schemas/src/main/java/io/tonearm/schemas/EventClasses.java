package io.tonearm.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * The generated event classes, made known to Avro: since 1.12.2 it instantiates only classes that the process trusts
 * (AVRO-4189). Whatever was trusted before stays so. Safe for use by several threads.
 */
public final class EventClasses {

    private static final String EVENTS = "io.tonearm.events";

    static {
        ClassSecurityValidator.ClassSecurityPredicate trustedBefore = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                trustedBefore, type -> type.getPackageName().equals(EVENTS)));
    }

    private EventClasses() {}

    /**
     * Makes Avro trust the event classes. Our serdes and {@link EventSerdes} do this by themselves; call it first where
     * Avro or Confluent's deserializer reads events without them. A repeat changes nothing.
     */
    public static void trust() {
        // the work is done once, by the class initializer
    }
}
