package io.recoverymesh.handler.secret;

import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.schemas.HandlerAction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Any action, with secrets resolved in what goes in, and without secrets in whatever comes out of it. */
public final class DiscreetAction implements Action {
    private final Action action;
    private final Secrets secrets;
    private final References references;

    private enum References {
        RESOLVED,
        REFUSED,
        LEFT
    }

    private DiscreetAction(Action action, Secrets secrets, References references) {
        this.action = action;
        this.secrets = secrets;
        this.references = references;
    }

    /** Any handler: what comes out of its actions holds no secret that this process knows. */
    public static Handler redacting(Handler handler, Secrets secrets) {
        Map<String, Action> actions = new HashMap<>();
        handler.actions()
                .forEach((name, action) -> actions.put(
                        name,
                        action instanceof DiscreetAction
                                ? action
                                : new DiscreetAction(action, secrets, References.LEFT)));
        return new Handler(handler.name(), actions);
    }

    /** The action gets the values. */
    public static Action resolving(Action action, Secrets secrets) {
        return new DiscreetAction(action, secrets, References.RESOLVED);
    }

    /** For actions whose arguments others can see, such as a program's or a notice's: a reference in them is refused. */
    public static Action refusing(Action action, Secrets secrets) {
        return new DiscreetAction(action, secrets, References.REFUSED);
    }

    @Override
    public HandlerAction description() {
        return action.description();
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        try {
            return action.objection(resolved(arguments)).map(known()::redactText);
        } catch (IllegalArgumentException e) {
            return Optional.of(known().redactText(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        try {
            return redacted(action.perform(with(invocation, resolved(invocation.arguments())), speaking(context)));
        } catch (InterruptedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            return Outcome.refused(known().redactText(String.valueOf(e.getMessage())));
        } catch (Exception e) {
            return Outcome.unknown(known().redactText("Expected the action to return an outcome, but it threw " + e));
        }
    }

    @Override
    public Probed probe(Invocation invocation, Context context) throws InterruptedException {
        try {
            Probed probed = action.probe(with(invocation, resolved(invocation.arguments())), speaking(context));
            return new Probed(
                    probed.effect(),
                    known().redactText(probed.reason()),
                    probed.output() == null ? null : known().redactJson(probed.output()));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Probed.notKnown(known().redactText("Expected the probe to answer, but it threw " + e));
        }
    }

    private Arguments resolved(Arguments arguments) {
        if (references == References.RESOLVED) {
            return secrets.resolve(arguments);
        }
        if (references == References.REFUSED && Secrets.named(arguments)) {
            throw new IllegalArgumentException("Expected no secret in the arguments of '"
                    + action.description().getName()
                    + "', because others can see them, but got ${secret:…}."
                    + " Name it in the configuration of the action, where the handler runs.");
        }
        return arguments;
    }

    private Outcome redacted(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Success success ->
                success.output() == null ? success : new Outcome.Success(known().redactJson(success.output()));
            case Outcome.Failure failure ->
                new Outcome.Failure(failure.kind(), known().redactText(failure.error()), failure.retryable());
            case Outcome.Unknown unknown -> Outcome.unknown(known().redactText(unknown.error()));
            case Outcome.NotBegun notBegun -> notBegun;
        };
    }

    private Context speaking(Context context) {
        return new DiscreetContext(context, known());
    }

    private KnownSecrets known() {
        return secrets.known();
    }

    private static Invocation with(Invocation invocation, Arguments arguments) {
        return new Invocation(
                invocation.action(),
                arguments,
                invocation.commandId(),
                invocation.recoveryId(),
                invocation.policy(),
                invocation.group(),
                invocation.target(),
                invocation.step(),
                invocation.traceparent());
    }
}
