package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretArgumentsTest {
    private final Scene scene = new Scene();

    @Test
    void leavesReferencesForTheHandlerToResolve() {
        ask("{token: '${secret:env:PAY}', key: '${secret:file:/etc/mesh/key}'}", Map.of());
        assertThat(sent()).isEqualTo("{\"key\":\"${secret:file:/etc/mesh/key}\",\"token\":\"${secret:env:PAY}\"}");
        assertThat(scene.facts(StepDispatched.class).getFirst().getArguments()).isEqualTo(sent());
    }

    @Test
    void tellsTheHandlerButNoEventWhatThePolicyWroteInTheClear() {
        ask("{token: abcd1234, headers: {Authorization: 'Bearer x'}, path: /a}", Map.of());
        assertThat(sent()).contains("abcd1234", "Bearer x");
        assertThat(scene.facts(StepDispatched.class).getFirst().getArguments())
                .isEqualTo("{\"headers\":{\"Authorization\":\"[redacted]\"},\"path\":\"/a\",\"token\":\"[redacted]\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {x: '${signal.labels.a}'}                    | ${secret:env:AWS} | y
            {x: '$${signal.labels.a}'}                   | {secret:env:AWS}  | y
            {x: '${signal.labels.a}${signal.labels.b}'}  | ${secret          | :env:AWS}
            """)
    void refusesASecretThatASignalNames(String with, String a, String b) {
        ask(with, Map.of("a", a, "b", b));
        assertThat(scene.runs()).isEmpty();
        assertThat(scene.facts(StepFailed.class).getFirst().getError())
                .startsWith("Expected only the policy to name secrets in the arguments of step a");
    }

    private String sent() {
        return ((RunStep) scene.lastCommand().getBody()).getArguments();
    }

    private void ask(String with, Map<String, String> labels) {
        Plan plan = Plan.lenient("restart", List.of(), "steps: [{id: a, run: exec/a, with: " + with + "}]");
        scene.down("payments");
        RecoveryRequest request = scene.request(plan, "payments");
        SignalSummary signal =
                SignalSummary.newBuilder(request.getSignal()).setLabels(labels).build();
        scene.give(RecoveryRequest.newBuilder(request).setSignal(signal).build());
    }
}
