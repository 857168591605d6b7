package io.tonearm.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one schema under one id. Where the id stands for another version of the schema, the record is
 * resolved to that version first. Immutable.
 */
final class RecordEncoding {

    private static final int USUAL_RECORD_BYTES = 512;

    private final byte[] header;
    private final Schema own;
    private final @Nullable Schema other;
    private final GenericDatumWriter<Object> events;
    private final GenericDatumWriter<Object> generics;

    RecordEncoding(int id, Schema own, Schema written) {
        this.header = WireFormat.header(id);
        this.own = own;
        this.other = sameOnTheWire(own, written) ? null : written;
        this.events = new SpecificDatumWriter<>(own);
        this.generics = new GenericDatumWriter<>(own);
    }

    byte[] encode(IndexedRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_RECORD_BYTES);
        try {
            if (other == null) {
                out.writeBytes(header);
                write(record, out);
            } else {
                write(record, out);
                Object resolved = new GenericDatumReader<>(own, other, new GenericData())
                        .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
                out.reset();
                out.writeBytes(header);
                write(new GenericDatumWriter<>(other, new GenericData()), resolved, out);
            }
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "expected a record that its schema describes, schema=" + own.getFullName(), e);
        }
        return out.toByteArray();
    }

    private void write(IndexedRecord record, ByteArrayOutputStream out) throws IOException {
        write(record instanceof SpecificRecord ? events : generics, record, out);
    }

    private static void write(GenericDatumWriter<Object> writer, Object datum, ByteArrayOutputStream out)
            throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        writer.write(datum, encoder);
        encoder.flush();
    }

    private static boolean sameOnTheWire(Schema one, Schema another) {
        return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(another));
    }
}
