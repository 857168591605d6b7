package io.tonearm.devkit.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a SIP request or response (RFC 3261 section 7) tells about a call.
 *
 * @param request whether it is a request
 * @param method the method of the request, or of the request that is answered
 * @param callId which call it belongs to
 * @param fromTag who began the transaction; empty where the header has no tag
 * @param toTag with whom; empty where the header has no tag yet
 * @param sessionDescription the SDP in the body, alone or as a part of it; null where there is none or it is cut short
 */
record SipMessage(
        boolean request,
        String method,
        String callId,
        String fromTag,
        String toTag,
        @Nullable String sessionDescription) {

    private static final Pattern START_LINE =
            Pattern.compile("(?:SIP/2\\.0 \\d{3}.*|[A-Z]{1,20} \\S+ SIP/2\\.0)", Pattern.DOTALL);
    private static final Pattern HEAD_END = Pattern.compile("\r?\n\r?\n");
    private static final Pattern FOLDING = Pattern.compile("\r?\n[ \t]+");
    private static final Pattern TAG = Pattern.compile(";\\s*tag\\s*=\\s*([^\\s;,>]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern METHOD = Pattern.compile("\\d+\\s+([A-Z]+)");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,6}");
    private static final int MOST_CALL_ID_CHARACTERS = 256;
    private static final Map<String, String> COMPACT_FORMS =
            Map.of("i", "call-id", "f", "from", "t", "to", "c", "content-type", "l", "content-length");

    /** Reads the message; null where the bytes are no SIP message of a call. */
    static @Nullable SipMessage parse(ByteBuffer bytes) {
        if (bytes.limit() < 12 || bytes.get(0) < 'A' || bytes.get(0) > 'Z') {
            return null;
        }
        String text = new String(Octets.copyOf(bytes), ISO_8859_1);
        String startLine = text.lines().findFirst().orElse("");
        if (!START_LINE.matcher(startLine).matches()) {
            return null;
        }
        Matcher headEnd = HEAD_END.matcher(text);
        boolean hasBody = headEnd.find();
        String head = hasBody ? text.substring(0, headEnd.start()) : text;
        Map<String, String> headers = headersOf(head);
        String callId = headers.get("call-id");
        Matcher method = METHOD.matcher(headers.getOrDefault("cseq", ""));
        if (callId == null || callId.isEmpty() || callId.length() > MOST_CALL_ID_CHARACTERS || !method.find()) {
            return null;
        }
        return new SipMessage(
                !startLine.startsWith("SIP/2.0 "),
                method.group(1),
                callId,
                tagOf(headers.getOrDefault("from", "")),
                tagOf(headers.getOrDefault("to", "")),
                hasBody ? sessionDescription(headers, text.substring(headEnd.end())) : null);
    }

    private static Map<String, String> headersOf(String head) {
        Map<String, String> headers = new HashMap<>();
        FOLDING.matcher(head).replaceAll(" ").lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(
                        COMPACT_FORMS.getOrDefault(name, name),
                        line.substring(colon + 1).trim());
            }
        });
        return headers;
    }

    private static String tagOf(String nameAddress) {
        Matcher tag = TAG.matcher(nameAddress.substring(nameAddress.lastIndexOf('>') + 1));
        return tag.find() ? tag.group(1) : "";
    }

    private static @Nullable String sessionDescription(Map<String, String> headers, String body) {
        String length = headers.getOrDefault("content-length", "");
        if (DIGITS.matcher(length).matches() && Integer.parseInt(length) > body.length()) {
            return null;
        }
        String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/sdp")) {
            return body;
        }
        int begin = type.startsWith("multipart/") ? body.indexOf("\nv=0") : -1;
        if (begin < 0) {
            return null;
        }
        int end = body.indexOf("\n--", begin);
        return body.substring(begin + 1, end < 0 ? body.length() : end);
    }
}
