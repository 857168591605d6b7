package io.tonearm.recorder;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;

/**
 * The keys of a recorder's configuration: one table of names, types, defaults, ranges and documentation. What the recorder
 * reads, and the reference page, are made from it. Immutable.
 */
final class RecorderKeys {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String APPLICATION_ID = "application.id";
    static final String INSTANCE_ID = "instance.id";
    static final String STATE_DIR = "state.dir";
    static final String THREADS = "threads";
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String TOPIC_PARTITIONS = "topic.partitions";
    static final String TOPIC_REPLICATION = "topic.replication.factor";
    static final String REGISTRY_URL = "schema.registry.url";
    static final String S3_ENDPOINT = "s3.endpoint";
    static final String S3_REGION = "s3.region";
    static final String S3_PATH_STYLE = "s3.path.style";
    static final String S3_ACCESS_KEY = "s3.access.key";
    static final String S3_SECRET_KEY = "s3.secret.key";
    static final String S3_CONNECTIONS = "s3.connections";
    static final String S3_TIMEOUT = "s3.timeout.ms";
    static final String S3_PROBE_TIMEOUT = "s3.probe.timeout.ms";
    static final String UPLOADS_PER_TASK = "delivery.uploads.per.task";
    static final String BACKOFF = "delivery.backoff.ms";
    static final String BACKOFF_MOST = "delivery.backoff.max.ms";
    static final String GIVE_UP = "delivery.give.up.ms";
    static final String OTHERS = "delivery.others.ms";
    static final String RETENTION = "leg.retention.ms";
    static final String SETTLE = "settle.time.ms";
    static final String LONGEST = "longest.recording.ms";
    static final String NO_MEDIA = "no.media.timeout.ms";
    static final String BUCKETS = "allowed.buckets";
    static final String PRICE = "price.per.minute";
    static final String CURRENCY = "price.currency";
    static final String INCREMENT = "billing.increment.seconds";

    private static final int SECOND = 1000;
    private static final int HOUR = 3600 * SECOND;

    /** All keys with type, default, range and documentation; the reference page is made from it. */
    static final ConfigDef DEFINITION = new ConfigDef()
            .define(BOOTSTRAP_SERVERS, LIST, NO_DEFAULT_VALUE, HIGH, "Brokers to begin with, as host:port.")
            .define(REGISTRY_URL, STRING, NO_DEFAULT_VALUE, HIGH, "Schema registries, separated by commas.")
            .define(
                    APPLICATION_ID,
                    STRING,
                    "tonearm-recorder",
                    TextForm.of("[A-Za-z0-9._-]{1,200}", "1 to 200 letters, digits and ._-"),
                    HIGH,
                    "Name of the recorder's consumer group, its internal topics and its transactions. Instances that share the work share it.")
            .define(
                    INSTANCE_ID,
                    STRING,
                    "",
                    MEDIUM,
                    "Name of this instance, stable over restarts and different from the others'. With it a restart takes back its legs at once; empty for none.")
            .define(
                    STATE_DIR,
                    STRING,
                    "tonearm-state",
                    HIGH,
                    "Folder of the state stores and of files waiting for their upload. It can be lost, and then is restored from the brokers.")
            .define(
                    THREADS,
                    INT,
                    1,
                    between(1, 256),
                    MEDIUM,
                    "Stream threads of this instance; more than partitions are of no use.")
            .define(
                    TOPIC_PREFIX,
                    STRING,
                    "recording.",
                    TextForm.of("[A-Za-z0-9._-]{0,200}", "at most 200 letters, digits and ._-"),
                    MEDIUM,
                    "What the names of all topics begin with.")
            .define(
                    TOPIC_PARTITIONS,
                    INT,
                    8,
                    between(1, 4096),
                    MEDIUM,
                    "Partitions of topics that the recorder creates because they are missing. The number cannot be changed later.")
            .define(
                    TOPIC_REPLICATION,
                    INT,
                    -1,
                    between(-1, 16),
                    MEDIUM,
                    "Replicas of topics that the recorder creates; -1 for the brokers' default.")
            .define(
                    S3_ENDPOINT,
                    STRING,
                    "",
                    TextForm.of(
                            "|https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?/?",
                            "http:// or https:// with host and port"),
                    MEDIUM,
                    "URL of an S3 service other than Amazon's; empty for Amazon's.")
            .define(S3_REGION, STRING, "us-east-1", MEDIUM, "Region of the buckets.")
            .define(
                    S3_PATH_STYLE,
                    BOOLEAN,
                    false,
                    LOW,
                    "Whether the bucket is in the path of requests instead of the host name; other services often need it.")
            .define(
                    S3_ACCESS_KEY,
                    STRING,
                    "",
                    LOW,
                    "Access key; empty for the default credentials of the platform (role, profile, environment).")
            .define(S3_SECRET_KEY, PASSWORD, "", LOW, "Secret key that belongs to the access key.")
            .define(
                    S3_CONNECTIONS,
                    INT,
                    32,
                    between(1, 1000),
                    LOW,
                    "Most connections to S3 for uploads, and as many for probes at a start.")
            .define(
                    S3_TIMEOUT,
                    LONG,
                    120L * SECOND,
                    between(SECOND, HOUR),
                    LOW,
                    "Longest time for one request to S3 with its repeats, in milliseconds.")
            .define(
                    S3_PROBE_TIMEOUT,
                    LONG,
                    5L * SECOND,
                    between(100, 60 * SECOND),
                    LOW,
                    "Longest time for finding out at a start whether its bucket takes the recording, in milliseconds. A bucket that gives no answer does not fail the start.")
            .define(
                    UPLOADS_PER_TASK,
                    INT,
                    8,
                    between(1, 1000),
                    LOW,
                    "Most uploads under way for one partition; further recordings wait.")
            .define(
                    BACKOFF,
                    LONG,
                    500L,
                    between(10, HOUR),
                    LOW,
                    "Wait after the first failed upload of a recording, in milliseconds; doubles with each failure.")
            .define(
                    BACKOFF_MOST,
                    LONG,
                    60L * SECOND,
                    between(10, HOUR),
                    LOW,
                    "Longest wait between two uploads of a recording, in milliseconds.")
            .define(
                    GIVE_UP,
                    LONG,
                    24L * HOUR,
                    between(SECOND, 30L * 24 * HOUR),
                    MEDIUM,
                    "How long uploads of a recording are repeated, in milliseconds; then it is announced as undelivered and its audio is kept.")
            .define(
                    OTHERS,
                    LONG,
                    60L * SECOND,
                    between(0, 24L * HOUR),
                    LOW,
                    "How long uploads to the other destinations of a recording are repeated once one has stored it, in milliseconds; then it is announced as delivered with what each answered.")
            .define(
                    RETENTION,
                    LONG,
                    (long) HOUR,
                    between(SECOND, 30L * 24 * HOUR),
                    MEDIUM,
                    "How long a leg is remembered after its last command, in milliseconds: repeated commands get their first answer, and packets that straggle in are known to be late.")
            .define(
                    SETTLE,
                    LONG,
                    2L * SECOND,
                    between(100, 60 * SECOND),
                    MEDIUM,
                    "How late a packet or a command may be and still find its place, in milliseconds. A recording whose packets are not all announced is complete this long after its end.")
            .define(
                    LONGEST,
                    LONG,
                    24L * HOUR,
                    between(SECOND, 7L * 24 * HOUR),
                    MEDIUM,
                    "Longest recording in milliseconds; what is beyond is cut off.")
            .define(
                    NO_MEDIA,
                    LONG,
                    (long) HOUR,
                    between(SECOND, 7L * 24 * HOUR),
                    MEDIUM,
                    "A recording ends this long after its last packet, in milliseconds, so that a lost hangup does not keep it open.")
            .define(BUCKETS, LIST, "", MEDIUM, "Buckets that recordings may go to; any where empty.")
            .define(
                    PRICE,
                    STRING,
                    "0",
                    TextForm.of("\\d{1,9}(\\.\\d{1,6})?", "at most 9 digits and 6 decimal places"),
                    MEDIUM,
                    "Price of a recorded minute, a decimal number.")
            .define(
                    CURRENCY,
                    STRING,
                    "USD",
                    TextForm.of("[A-Z]{3}", "three capital letters"),
                    MEDIUM,
                    "ISO 4217 code of the price.")
            .define(
                    INCREMENT,
                    INT,
                    60,
                    between(1, 3600),
                    MEDIUM,
                    "Billed time is rounded up to a multiple of this many seconds.");

    private RecorderKeys() {}
}
