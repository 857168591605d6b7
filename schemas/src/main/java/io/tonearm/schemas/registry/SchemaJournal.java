package io.tonearm.schemas.registry;

import java.util.List;

/**
 * Keeps what an {@link InMemorySchemaRegistry} must know again after a restart, so that ids survive it. Written by one
 * registry at a time, one call after another.
 */
public interface SchemaJournal {

    /** Returns all versions appended so far, in any order. Called once, before the first append. */
    List<RegisteredSchema> replay();

    /**
     * Stores a version; returns only when it is safe, as the registry acknowledges it next.
     *
     * @throws RegistryUnavailableException where it is not stored; the registration fails and may be repeated
     */
    void append(RegisteredSchema version);

    /** Returns a journal that forgets: for a registry as short-lived as its process. */
    static SchemaJournal none() {
        return new SchemaJournal() {
            @Override
            public List<RegisteredSchema> replay() {
                return List.of();
            }

            @Override
            public void append(RegisteredSchema version) {}
        };
    }
}
