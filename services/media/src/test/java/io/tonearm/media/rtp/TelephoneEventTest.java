package io.tonearm.media.rtp;

import static io.tonearm.media.testing.RtpPacketBuilder.rtp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.seeded.Seeded;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelephoneEventTest {

    private static TelephoneEvent parse(String payload) {
        return TelephoneEvent.parse(
                rtp().payload(HexFormat.of().parseHex(payload)).packet());
    }

    @ParameterizedTest
    @CsvSource({
        "010A0140, 1, false, 10, 320",
        "0B8A08C0, 11, true, 10, 2240",
        "00000000, 0, false, 0, 0",
        "FF3FFFFF, 255, false, 63, 65535",
        "0F808000, 15, true, 0, 32768",
        "0340007F, 3, false, 0, 127",
    })
    void report_isReadByRfc4733(String payload, int event, boolean end, int volume, int durationTicks) {
        assertThat(parse(payload)).isEqualTo(new TelephoneEvent(event, end, volume, durationTicks));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "058A", "058A00"})
    void shortPayload_isNoReport(String payload) {
        assertThat(parse(payload)).isNull();
    }

    @Test
    void padding_isNoReport() {
        assertThat(TelephoneEvent.parse(rtp().payload(new byte[3]).padding(4).packet()))
                .isNull();
    }

    @Test
    void severalReports_areReadAsTheFirst() {
        assertThat(parse("058A0320068A0190")).isEqualTo(new TelephoneEvent(5, true, 10, 800));
    }

    @Test
    void reportBehindALongHeader_isFound() {
        byte[] payload = {9, 10, 0, 80};

        assertThat(TelephoneEvent.parse(rtp().contributors(1, 2)
                        .extension(3)
                        .payload(payload)
                        .padding(5)
                        .packet()))
                .isEqualTo(new TelephoneEvent(9, false, 10, 80));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "1, 1", "2, 2", "3, 3", "4, 4", "5, 5", "6, 6", "7, 7", "8, 8", "9, 9", "10, *", "11, #", "12, A",
        "13, B", "14, C", "15, D"
    })
    void digit_isNamedByRfc4733(int event, char digit) {
        assertThat(new TelephoneEvent(event, false, 10, 0).digit()).isEqualTo(digit);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 255})
    void otherEvent_isNoDigit(int event) {
        assertThat(new TelephoneEvent(event, false, 10, 0).digit()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "256, 0, 0", "0, -1, 0", "0, 64, 0", "0, 0, -1", "0, 0, 65536"})
    void fieldOutOfRange_isRefused(int event, int volume, int durationTicks) {
        assertThatThrownBy(() -> new TelephoneEvent(event, false, volume, durationTicks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("telephone event");
    }

    @Seeded(runs = 200)
    void anyPayload_isAReportOrNone(Random random) {
        byte[] payload = new byte[random.nextInt(12)];
        random.nextBytes(payload);

        TelephoneEvent event = TelephoneEvent.parse(
                rtp().payload(payload).padding(random.nextInt(3)).packet());

        assertThat(event == null).isEqualTo(payload.length < 4);
        if (event != null) {
            assertThat(event.digit() == null).isEqualTo((payload[0] & 0xFF) > 15);
        }
    }
}
