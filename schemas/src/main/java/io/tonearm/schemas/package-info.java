/**
 * Events to and from bytes: a Kafka serializer and deserializer in the Confluent wire format, and {@link
 * io.tonearm.schemas.EventSerdes}, which builds the ones that a configuration names.
 *
 * <p>Not here: the event classes ({@code io.tonearm.events}, generated from the schemas) and the schema registry
 * ({@link io.tonearm.schemas.registry}). Times inside events are microseconds since the epoch, sizes are bytes.
 */
@NullMarked
package io.tonearm.schemas;

import org.jspecify.annotations.NullMarked;
