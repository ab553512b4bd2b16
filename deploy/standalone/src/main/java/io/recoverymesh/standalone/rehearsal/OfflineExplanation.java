package io.recoverymesh.standalone.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.payload.Envelope;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.Explanation;
import io.recoverymesh.trigger.trigger.TargetState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What would become of a signal about a target that nothing is known of, by policies that no mesh has read. */
public final class OfflineExplanation {
    private OfflineExplanation() {}

    /**
     * The same as the trigger service answers.
     *
     * @param policies texts by file
     * @param payload of any format that the intake reads
     * @throws BadTestException when the payload holds no signal
     */
    public static JsonNode of(Map<String, String> policies, String payload, @Nullable String policy, Instant now) {
        PolicyReading reading = new PolicyReader().readTogether(policies, Map.of());
        try {
            List<Explanation> explanations = new PayloadReader(Mapping::presets)
                    .read(payload.getBytes(StandardCharsets.UTF_8), Envelope.of(now)).signals().stream()
                            .map(record -> Explanation.of(
                                    TargetState.NEW, Signal.of(record), TriggerSide.catalogue(reading), now, policy))
                            .toList();
            ObjectNode answer = new ObjectMapper().createObjectNode();
            answer.set("explanations", new ObjectMapper().valueToTree(explanations));
            return answer;
        } catch (InvalidSignalException e) {
            throw new BadTestException("signal", 1, String.valueOf(e.getMessage()));
        }
    }
}
