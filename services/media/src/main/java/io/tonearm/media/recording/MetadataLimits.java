package io.tonearm.media.recording;

/**
 * How much metadata a caller may give a recording. Immutable.
 *
 * @param mostEntries 0 to 100
 * @param mostBytes keys and values together in UTF-8, 0 to 1,536: S3 takes 2,048 with the recorder's own
 */
public record MetadataLimits(int mostEntries, int mostBytes) {

    /** 32 entries and 1,024 bytes. */
    public static final MetadataLimits DEFAULT = new MetadataLimits(32, 1024);

    public MetadataLimits {
        PolicyCheck.range("metadataMostEntries", mostEntries, 0, 100);
        PolicyCheck.range("metadataMostBytes", mostBytes, 0, 1536);
    }
}
