package io.tonearm.schemas;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/**
 * The generated event classes, made known to Avro: since 1.12.2 it instantiates only classes that the process trusts
 * (AVRO-4189), even for the default of an enum in a builder. Whatever was trusted before stays so.
 *
 * <p>Avro itself finds and creates this class, as the factory of a logical type that no schema has: its one extension
 * point that is reached before any event class can be. Safe for use by several threads.
 */
public final class EventClasses implements LogicalTypes.LogicalTypeFactory {

    static final String LOGICAL_TYPE = "io.tonearm.event-classes";

    private static final String EVENTS = "io.tonearm.events";

    static {
        ClassSecurityValidator.ClassSecurityPredicate trustedBefore = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                trustedBefore, type -> type.getPackageName().equals(EVENTS)));
    }

    /** Creates the factory for Avro. */
    public EventClasses() {}

    /**
     * Makes Avro trust the event classes where it did not find this class by itself, as under an unusual context class
     * loader. Our serdes and {@link EventSerdes} call it. A repeat changes nothing.
     */
    public static void trust() {
        // the work is done once, by the class initializer
    }

    @Override
    public String getTypeName() {
        return LOGICAL_TYPE;
    }

    @Override
    public @Nullable LogicalType fromSchema(Schema schema) {
        return null;
    }
}
