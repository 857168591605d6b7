/**
 * The schema registry: a client for Confluent's REST API, a registry in memory, and a server for it.
 *
 * <p>Not here: encoding and decoding of records ({@link io.tonearm.schemas}) and storage; a {@link
 * io.tonearm.schemas.registry.SchemaJournal} keeps what the registry in memory must not forget. Schema texts are
 * Avro JSON, ids and versions are positive.
 */
@NullMarked
package io.tonearm.schemas.registry;

import org.jspecify.annotations.NullMarked;
