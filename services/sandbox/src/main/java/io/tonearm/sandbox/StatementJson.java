package io.tonearm.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tonearm.events.RecordingBilled;
import io.tonearm.sandbox.bill.Finding;
import io.tonearm.sandbox.bill.Statement;

/** Statements as JSON: decimals as numbers without an exponent, times in ISO 8601. Stateless. */
final class StatementJson {

    private StatementJson() {}

    /** The whole statement. */
    static ObjectNode of(Statement statement) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("accountId", statement.accountId());
        json.put("month", statement.month().toString());
        ArrayNode charges = json.putArray("charges");
        for (RecordingBilled charge : statement.charges()) {
            charges.add(EventJson.fields(charge));
        }
        ArrayNode totals = json.putArray("totals");
        for (Statement.Total total : statement.totals()) {
            ObjectNode node = totals.addObject();
            node.put("currency", total.currency());
            node.put("recordings", total.recordings());
            node.set("minutes", EventJson.decimal(total.minutes()));
            node.set("amount", EventJson.decimal(total.amount()));
        }
        json.put("agrees", statement.agrees());
        ArrayNode differences = json.putArray("differences");
        ArrayNode harmless = json.putArray("harmless");
        for (Finding finding : statement.findings()) {
            ObjectNode node = (finding.isDifference() ? differences : harmless).addObject();
            node.put("recordingId", finding.recordingId());
            node.put("legId", finding.legId());
            node.put("at", finding.at().toString());
            node.put("text", finding.text());
        }
        return json;
    }
}
