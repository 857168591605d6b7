package io.tonearm.schemas.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in this process. Versions are stored in a {@link SchemaJournal} before they are acknowledged;
 * compatibility levels are not stored and start as {@link Compatibility#FULL_TRANSITIVE}.
 *
 * <p>Two schemas are the same when their JSON is, docs included and white space aside. Nothing is ever removed. Safe
 * for use by several threads.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {

    private final SchemaJournal journal;
    private final Map<String, NavigableMap<Integer, RegisteredSchema>> subjects = new TreeMap<>();
    private final NavigableMap<Integer, Schema> schemas = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility level = Compatibility.FULL_TRANSITIVE;

    /** Creates a registry with the versions that the journal has. */
    public InMemorySchemaRegistry(SchemaJournal journal) {
        this.journal = journal;
        journal.replay().stream()
                .sorted(Comparator.comparing(RegisteredSchema::version))
                .forEach(this::add);
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        String text = schema.toString();
        RegisteredSchema known = find(subject, text);
        if (known != null) {
            return known.id();
        }
        NavigableMap<Integer, RegisteredSchema> versions = subjects.getOrDefault(subject, new TreeMap<>());
        if (!compatibility(subject).allows(schema, newestFirst(versions))) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.INCOMPATIBLE_SCHEMA,
                    "expected a schema that is " + compatibility(subject) + " compatible with the subject's versions,"
                            + " subject=" + subject);
        }
        int id = ids.getOrDefault(text, schemas.isEmpty() ? 1 : schemas.lastKey() + 1);
        int version = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        RegisteredSchema added = new RegisteredSchema(subject, version, id, text);
        journal.append(added);
        add(added);
        return id;
    }

    @Override
    public synchronized RegisteredSchema lookup(String subject, Schema schema) {
        versions(subject);
        RegisteredSchema known = find(subject, schema.toString());
        if (known == null) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.SCHEMA_NOT_FOUND,
                    "expected a registered schema, subject=" + subject + ", name=" + schema.getFullName());
        }
        return known;
    }

    @Override
    public synchronized Schema schema(int id) {
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.SCHEMA_NOT_FOUND, "expected the id of a schema, id=" + id);
        }
        return schema;
    }

    @Override
    public synchronized RegisteredSchema latest(String subject) {
        return versions(subject).lastEntry().getValue();
    }

    synchronized RegisteredSchema version(String subject, int version) {
        RegisteredSchema found = versions(subject).get(version);
        if (found == null) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.VERSION_NOT_FOUND,
                    "expected a version of the subject, subject=" + subject + ", version=" + version);
        }
        return found;
    }

    synchronized List<Integer> versionNumbers(String subject) {
        return List.copyOf(versions(subject).keySet());
    }

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    synchronized boolean isCompatible(String subject, Schema candidate, RegisteredSchema version) {
        return compatibility(subject).allows(candidate, List.of(schema(version.id())));
    }

    /** Returns the level that counts for the subject: its own, or else the registry's. */
    public synchronized Compatibility compatibility(String subject) {
        return levels.getOrDefault(subject, level);
    }

    /** Sets the level of the subject, or the registry's where the subject is null. */
    public synchronized void requireCompatibility(@Nullable String subject, Compatibility required) {
        if (subject == null) {
            level = required;
        } else {
            levels.put(subject, required);
        }
    }

    /** Returns the level of the subject itself or null, or the registry's where the subject is null. */
    synchronized @Nullable Compatibility ownCompatibility(@Nullable String subject) {
        return subject == null ? level : levels.get(subject);
    }

    private void add(RegisteredSchema added) {
        schemas.computeIfAbsent(added.id(), id -> new Schema.Parser().parse(added.schema()));
        ids.put(added.schema(), added.id());
        subjects.computeIfAbsent(added.subject(), subject -> new TreeMap<>()).put(added.version(), added);
    }

    private @Nullable RegisteredSchema find(String subject, String text) {
        return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
                .filter(version -> version.schema().equals(text))
                .findFirst()
                .orElse(null);
    }

    private NavigableMap<Integer, RegisteredSchema> versions(String subject) {
        NavigableMap<Integer, RegisteredSchema> versions = subjects.get(subject);
        if (versions == null) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.SUBJECT_NOT_FOUND, "expected a subject, subject=" + subject);
        }
        return versions;
    }

    private List<Schema> newestFirst(NavigableMap<Integer, RegisteredSchema> versions) {
        List<Schema> result = new ArrayList<>();
        versions.descendingMap().values().forEach(version -> result.add(schema(version.id())));
        return result;
    }
}
