package io.tonearm.schemas;

import io.tonearm.schemas.UndecodableRecordException.Reason;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads the records written under one schema id, or says why none of them can be read. Immutable. */
final class RecordDecoding {

    private final int id;
    private final Schema writer;
    private final Schema reader;
    private final @Nullable DatumReader<Object> records;
    private final Reason reason;

    private RecordDecoding(int id, Schema writer, Schema reader, @Nullable DatumReader<Object> records, Reason reason) {
        this.id = id;
        this.writer = writer;
        this.reader = reader;
        this.records = records;
        this.reason = reason;
    }

    static RecordDecoding of(int id, Schema writer, boolean specific) {
        if (!specific) {
            return resolve(id, writer, writer, new GenericData());
        }
        Class<?> type = eventClass(writer);
        if (type == null) {
            return new RecordDecoding(id, writer, writer, null, Reason.UNEXPECTED_TYPE);
        }
        SpecificData model = SpecificData.getForClass(type);
        return resolve(id, writer, model.getSchema(type), model);
    }

    Object decode(byte[] framed) {
        if (records == null) {
            throw undecodable(reason, null);
        }
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(framed, WireFormat.HEADER_BYTES, framed.length - WireFormat.HEADER_BYTES, null);
        try {
            Object record = records.read(null, decoder);
            if (decoder.isEnd()) {
                return record;
            }
        } catch (EOFException e) {
            throw undecodable(Reason.TRUNCATED, e);
        } catch (IOException | RuntimeException e) {
            throw undecodable(isReadable() ? Reason.MALFORMED : Reason.SCHEMA_MISMATCH, e);
        }
        throw undecodable(Reason.MALFORMED, null);
    }

    private static RecordDecoding resolve(int id, Schema writer, Schema reader, GenericData model) {
        try {
            DatumReader<Object> records = model.getFastReaderBuilder().createDatumReader(writer, reader);
            return new RecordDecoding(id, writer, reader, records, Reason.MALFORMED);
        } catch (IOException | RuntimeException e) {
            return new RecordDecoding(id, writer, reader, null, Reason.SCHEMA_MISMATCH);
        }
    }

    private static @Nullable Class<?> eventClass(Schema writer) {
        if (writer.getType() != Schema.Type.RECORD) {
            return null;
        }
        try {
            Class<?> type = SpecificData.get().getClass(writer);
            return type != null && SpecificRecord.class.isAssignableFrom(type) ? type : null;
        } catch (SecurityException e) {
            return null;
        }
    }

    private boolean isReadable() {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private UndecodableRecordException undecodable(Reason why, @Nullable Exception cause) {
        return new UndecodableRecordException(
                why,
                "expected a record of an event class that follows its schema, id=" + id + ", schema="
                        + writer.getFullName() + ", reason=" + why,
                cause);
    }
}
