package io.recoverymesh.standalone.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.correlation.audit.ChainCheck;
import io.recoverymesh.correlation.audit.FactHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks an export of the audit trail as the mesh checks its log. */
public final class AuditFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EVENT = "\"event\":";

    private AuditFile() {}

    /**
     * @param group empty: all
     * @throws IllegalArgumentException when the file cannot be read, with the line
     */
    public static JsonNode check(Path file, String group) {
        ChainCheck check = new ChainCheck();
        boolean ended = false;
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                ended |= take(line, group, check);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Expected lines of JSON as 'mesh audit export' writes them in " + file + ", but line "
                            + (number + 1) + ": " + e.getMessage(),
                    e);
        }
        return answer(check, ended);
    }

    private static boolean take(String line, String group, ChainCheck check) throws IOException {
        JsonNode read = JSON.readTree(line);
        int partition = read.path("partition").asInt();
        long offset = read.path("offset").asLong();
        JsonNode event = read.path("event");
        if (event.isObject()) {
            if (group.isEmpty() || group.equals(event.path("group").asText())) {
                String text = line.substring(line.indexOf(EVENT) + EVENT.length(), line.lastIndexOf('}'));
                check.add(new ChainCheck.Link(
                        partition,
                        offset,
                        event.path("group").asText(),
                        event.path("sequence").asLong(),
                        event.path("previousHash").asText(),
                        FactHash.ofText(text)));
            }
        } else if (read.has("unreadable")) {
            check.unreadable(partition, offset, read.path("unreadable").asText());
        }
        return read.path("end").asBoolean() && read.path("whole").asBoolean();
    }

    private static JsonNode answer(ChainCheck check, boolean ended) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode findings = answer.putArray("findings");
        for (ChainCheck.Finding finding : check.findings()) {
            findings.addObject()
                    .put("kind", finding.kind().name())
                    .put("group", finding.group())
                    .put("sequence", finding.sequence())
                    .put("partition", finding.partition())
                    .put("offset", finding.offset())
                    .put("message", finding.message());
        }
        ArrayNode groups = answer.putArray("groups");
        for (ChainCheck.Checked group : check.groups()) {
            groups.addObject()
                    .put("group", group.group())
                    .put("firstSequence", group.firstSequence())
                    .put("lastSequence", group.lastSequence())
                    .put("hash", group.hash());
        }
        ArrayNode missing = answer.putArray("missing");
        if (!ended) {
            missing.add("the end of the export: it was cut off");
        }
        return answer.put("whole", ended && findings.isEmpty())
                .put("decisions", check.decisions())
                .put("found", findings.size());
    }
}
