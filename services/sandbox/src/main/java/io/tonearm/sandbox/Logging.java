package io.tonearm.sandbox;

/** How much the parts of the process report on standard error. Has effect before the first of them is loaded. Stateless. */
final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** Everything from INFO on; without this it is warnings, and of libraries errors. */
    static void showAll() {
        System.setProperty(PREFIX + "defaultLogLevel", "info");
        for (String library : new String[] {
            "kafka", "org.apache.kafka", "state", "org.eclipse.jetty", "org.gaul.s3proxy", "software.amazon.awssdk"
        }) {
            System.setProperty(PREFIX + "log." + library, "info");
        }
    }
}
