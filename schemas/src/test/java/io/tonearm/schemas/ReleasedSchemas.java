package io.tonearm.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;

/**
 * The schema versions that were released: a folder per release, {@code v1}, {@code v2} and so on, with the event types
 * that changed in it, as their classes register them. Committed, never edited, never deleted.
 */
final class ReleasedSchemas {

    static final String RELEASE_FLAG = "schemas.release";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    ReleasedSchemas(Path folder) {
        this.folder = folder;
    }

    /** Returns what is wrong with the current schema, one sentence each; nothing where it is the newest release. */
    List<String> problems(Schema current) {
        List<Schema> newestFirst = newestFirst(current.getName());
        List<String> problems = new ArrayList<>();
        try {
            new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(current, newestFirst);
        } catch (SchemaValidationException e) {
            problems.add(current.getName()
                    + " can't be read by, or can't read, a released version. Consumers would break:"
                    + " add fields with a default, never rename, retype or remove one without. " + e.getMessage());
        }
        if (newestFirst.isEmpty() || !isSame(newestFirst.get(0), current)) {
            problems.add(current.getName()
                    + " is not the newest released version. If the change is meant, run the build"
                    + " once with -D" + RELEASE_FLAG + "=true, which writes the next version into schemas/released, and"
                    + " commit it; otherwise take the change back.");
        }
        return problems;
    }

    /** Writes the current schemas that differ from their newest release as the next release. */
    void writeNext(List<Schema> current) throws IOException {
        Path next = folder.resolve("v" + (releases() + 1));
        for (Schema schema : current) {
            List<Schema> newestFirst = newestFirst(schema.getName());
            if (newestFirst.isEmpty() || !isSame(newestFirst.get(0), schema)) {
                Files.createDirectories(next);
                Files.writeString(
                        next.resolve(schema.getName() + ".avsc"), SchemaFormatter.format("json/pretty", schema) + "\n");
            }
        }
    }

    private List<Schema> newestFirst(String name) {
        List<Schema> found = new ArrayList<>();
        for (int release = releases(); release > 0; release--) {
            Path file = folder.resolve("v" + release).resolve(name + ".avsc");
            if (Files.exists(file)) {
                found.add(parse(file));
            }
        }
        return found;
    }

    private int releases() {
        int last = 0;
        while (Files.isDirectory(folder.resolve("v" + (last + 1)))) {
            last++;
        }
        return last;
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares all but docs; Schema.equals leaves out the defaults of enums as well. */
    private static boolean isSame(Schema one, Schema another) {
        return one.equals(another) && withoutDocs(one).equals(withoutDocs(another));
    }

    private static JsonNode withoutDocs(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            for (JsonNode node : json.findParents("doc")) {
                ((ObjectNode) node).remove("doc");
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
