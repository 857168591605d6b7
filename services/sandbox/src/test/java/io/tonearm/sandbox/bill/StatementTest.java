package io.tonearm.sandbox.bill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.media.seeded.Seeded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
    private static final Instant LAST = Instant.parse("2026-11-30T23:59:59.999999Z");
    private static final Instant FIRST = Instant.parse("2026-12-01T00:00:00Z");

    private final Reconciliation reconciliation = new Reconciliation();

    private Statement of(YearMonth month) {
        return Statement.of("acme", month, reconciliation);
    }

    @Test
    void chargeBeforeMidnight_isMatchedWithItsDeliveryAfterIt() {
        BilledRecording recording = BilledRecording.hour("r", LAST);
        RecordingDelivered delivered = recording.delivered();
        delivered.setDeliveredAt(FIRST);
        reconciliation.add(recording.charge());
        reconciliation.add(Delivery.of(delivered));

        assertThat(of(NOVEMBER).charges()).containsExactly(recording.charge());
        assertThat(of(NOVEMBER).agrees()).isTrue();
        assertThat(of(DECEMBER).charges()).isEmpty();
        assertThat(of(DECEMBER).findings()).isEmpty();
    }

    @Test
    void chargeAtMidnight_belongsToTheMonthThatBegins() {
        reconciliation.add(BilledRecording.hour("r", FIRST).charge());

        assertThat(of(NOVEMBER).charges()).isEmpty();
        assertThat(of(NOVEMBER).agrees()).isTrue();
        assertThat(of(DECEMBER).charges()).hasSize(1);
        assertThat(of(DECEMBER).agrees()).isFalse();
    }

    @Test
    void deliveryThatIsNotBilled_belongsToItsMonth() {
        RecordingDelivered delivered = BilledRecording.hour("r", LAST).delivered();
        delivered.setDeliveredAt(LAST);
        reconciliation.add(Delivery.of(delivered));

        assertThat(of(NOVEMBER).findings()).hasSize(1);
        assertThat(of(DECEMBER).findings()).isEmpty();
    }

    @Test
    void conflictingRepeat_belongsToTheMonthOfTheRepeat() {
        BilledRecording recording = BilledRecording.hour("r", LAST);
        RecordingBilled repeat = RecordingBilled.newBuilder(recording.charge()).build();
        repeat.setBilledAt(FIRST);
        reconciliation.add(recording.charge());
        reconciliation.add(repeat);
        reconciliation.add(Delivery.of(recording.delivered()));

        assertThat(of(NOVEMBER).charges()).hasSize(1);
        assertThat(of(NOVEMBER).agrees()).isTrue();
        assertThat(of(DECEMBER).charges()).isEmpty();
        assertThat(of(DECEMBER).agrees()).isFalse();
    }

    @Test
    void unreadableRecord_disagrees() {
        reconciliation.addUnreadable(LAST, "a record can't be read");

        assertThat(of(NOVEMBER).agrees()).isFalse();
        assertThat(of(DECEMBER).agrees()).isTrue();
    }

    @Test
    void charges_areInTheOrderOfTheirUsage() {
        RecordingBilled late = BilledRecording.hour("a", LAST).charge();
        RecordingBilled early =
                BilledRecording.hour("b", LAST.minus(1, ChronoUnit.DAYS)).charge();
        reconciliation.add(late);
        reconciliation.add(early);

        assertThat(of(NOVEMBER).charges()).containsExactly(early, late);
    }

    @Seeded(runs = 50)
    void totals_areExactOverAllMonths(Random random) {
        // Given
        List<RecordingBilled> charges = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant billedAt = LAST.plus(random.nextLong(-20, 20), ChronoUnit.DAYS);
            charges.add(BilledRecording.random("r" + i, billedAt, random).charge());
        }
        charges.forEach(reconciliation::add);

        // When
        List<Statement.Total> totals = new ArrayList<>();
        totals.addAll(of(NOVEMBER).totals());
        totals.addAll(of(DECEMBER).totals());

        // Then
        for (String currency : List.of("EUR", "USD")) {
            List<RecordingBilled> ofCurrency = charges.stream()
                    .filter(charge -> charge.getCurrency().equals(currency))
                    .toList();
            List<Statement.Total> totalsOfCurrency = totals.stream()
                    .filter(total -> total.currency().equals(currency))
                    .toList();
            assertThat(totalsOfCurrency.stream()
                            .mapToInt(Statement.Total::recordings)
                            .sum())
                    .isEqualTo(ofCurrency.size());
            assertThat(totalsOfCurrency.stream().map(Statement.Total::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(ofCurrency.stream()
                            .map(RecordingBilled::getAmount)
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(totalsOfCurrency.stream().map(Statement.Total::minutes).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(ofCurrency.stream()
                            .map(RecordingBilled::getBillableMinutes)
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }
}
