package io.recoverymesh.handler.attempt;

import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.action.Probed;

/** Takes secrets out of what an action says before anybody hears it: by name, and the values known to this process. */
final class Redaction {
    private static final KnownSecrets SECRETS = KnownSecrets.ofThisProcess();

    private Redaction() {}

    static String of(String words) {
        return SECRETS.redactText(words);
    }

    static Outcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Success success ->
                success.output() == null ? success : new Outcome.Success(SECRETS.redactJson(success.output()));
            case Outcome.Failure failure ->
                new Outcome.Failure(failure.kind(), of(failure.error()), failure.retryable());
            case Outcome.Unknown unknown -> Outcome.unknown(of(unknown.error()));
            case Outcome.NotBegun notBegun -> notBegun;
        };
    }

    static Probed of(Probed probed) {
        String output = probed.output();
        return new Probed(probed.effect(), of(probed.reason()), output == null ? null : SECRETS.redactJson(output));
    }
}
