/**
 * What a recorder needs around it, in this process: a Kafka broker, a schema registry and an S3 store over one data
 * folder, for the sandbox and for tests.
 *
 * <p>{@link io.tonearm.devkit.EmbeddedInfrastructure} starts all three; each starts alone as well. They listen on the
 * loopback interface only, without encryption, and keep their data, ports and keys in the folder across restarts. Not
 * here: topics (the recorder makes its own) and calls to record ({@code io.tonearm.devkit.capture}). Ports are TCP
 * ports, 0 meaning a free one.
 */
@NullMarked
package io.tonearm.devkit;

import org.jspecify.annotations.NullMarked;
