package io.tonearm.sandbox;

import io.tonearm.events.RecordingBilled;
import io.tonearm.sandbox.bill.Finding;
import io.tonearm.sandbox.bill.Statement;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Statements as lines of text for a person. Stateless. */
final class StatementText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> HEADINGS =
            List.of("usage start (UTC)", "leg", "minutes", "per minute", "amount", "currency", "object");
    private static final List<Boolean> ON_THE_RIGHT = List.of(false, false, true, true, true, false, false);

    private StatementText() {}

    /** A line per recording, the totals, and what does not agree. */
    static List<String> lines(Statement statement) {
        List<String> lines = new ArrayList<>();
        lines.add("account " + statement.accountId() + ", " + statement.month() + " (UTC)");
        lines.add("");
        lines.addAll(charges(statement.charges()));
        lines.add("");
        for (Statement.Total total : statement.totals()) {
            lines.add(row(
                    "total",
                    count(total.recordings(), "recording") + ", " + plain(total.minutes()) + " min, "
                            + plain(total.amount()) + " " + total.currency()));
        }
        for (Finding finding : statement.findings()) {
            String which = finding.recordingId().isEmpty()
                    ? ""
                    : "recording " + finding.recordingId() + " of leg " + finding.legId() + ": ";
            lines.add(row(finding.isDifference() ? "differs" : "repeated", which + finding.text()));
        }
        long differences =
                statement.findings().stream().filter(Finding::isDifference).count();
        lines.add(
                differences == 0
                        ? row("agrees", "what is billed is what was delivered")
                        : row("disagrees", count(differences, "difference")));
        return lines;
    }

    private static List<String> charges(List<RecordingBilled> charges) {
        if (charges.isEmpty()) {
            return List.of("nothing was billed");
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        for (RecordingBilled charge : charges) {
            rows.add(List.of(
                    TIME.format(charge.getUsageStart()),
                    charge.getLegId(),
                    plain(charge.getBillableMinutes()),
                    plain(charge.getUnitPrice()),
                    plain(charge.getAmount()),
                    charge.getCurrency(),
                    charge.getObjectUri()));
        }
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(ON_THE_RIGHT.get(i) ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String row(String name, String text) {
        return String.format(Locale.ROOT, "%-10s  %s", name, text);
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
