package io.tonearm.sandbox.bill;

import io.tonearm.events.RecordingBilled;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What an account owes for a month, and what does not agree. Immutable.
 *
 * @param accountId the account
 * @param month by UTC; a charge belongs to the month in which it was billed
 * @param charges the charges that count, by the begin of their usage
 * @param findings what is to be said of them and of the month's deliveries
 */
public record Statement(String accountId, YearMonth month, List<RecordingBilled> charges, List<Finding> findings) {

    public Statement {
        charges = List.copyOf(charges);
        findings = List.copyOf(findings);
    }

    /**
     * What is owed in one currency. Immutable.
     *
     * @param currency the currency
     * @param recordings how many
     * @param minutes their minutes
     * @param amount to pay
     */
    public record Total(String currency, int recordings, BigDecimal minutes, BigDecimal amount) {

        private Total plus(RecordingBilled charge) {
            return new Total(
                    currency, recordings + 1, minutes.add(charge.getBillableMinutes()), amount.add(charge.getAmount()));
        }
    }

    /** One month of what was billed and delivered. */
    public static Statement of(String accountId, YearMonth month, Reconciliation reconciliation) {
        return new Statement(
                accountId,
                month,
                reconciliation.charges().stream()
                        .filter(charge -> isIn(month, charge.getBilledAt()))
                        .sorted(Comparator.comparing(RecordingBilled::getUsageStart)
                                .thenComparing(RecordingBilled::getRecordingId))
                        .toList(),
                reconciliation.findings().stream()
                        .filter(finding -> isIn(month, finding.at()))
                        .sorted(Comparator.comparing(Finding::at).thenComparing(Finding::recordingId))
                        .toList());
    }

    private static boolean isIn(YearMonth month, Instant moment) {
        return YearMonth.from(moment.atOffset(ZoneOffset.UTC)).equals(month);
    }

    /** What is owed, by currency. */
    public List<Total> totals() {
        TreeMap<String, Total> totals = new TreeMap<>();
        for (RecordingBilled charge : charges) {
            Total none = new Total(charge.getCurrency(), 0, BigDecimal.ZERO, BigDecimal.ZERO);
            totals.merge(charge.getCurrency(), none.plus(charge), (total, one) -> total.plus(charge));
        }
        return List.copyOf(totals.values());
    }

    /** Whether nothing differs. */
    public boolean agrees() {
        return findings.stream().noneMatch(Finding::isDifference);
    }
}
