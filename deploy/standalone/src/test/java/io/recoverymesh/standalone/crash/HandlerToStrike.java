package io.recoverymesh.standalone.crash;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.sdk.MeshSettings;
import io.recoverymesh.handler.sdk.RecoveryHandlers;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.standalone.support.ChildJvm;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A handler in a JVM of its own that ends itself, as {@code kill -9} would, once enough attempts are at one point. */
final class HandlerToStrike implements Action {
    private final EffectLog world;
    private final Strike strike;
    private final String round;
    private final CountDownLatch struck;

    private HandlerToStrike(EffectLog world, Strike strike, String round, int attempts) {
        this.world = world;
        this.strike = strike;
        this.round = round;
        this.struck = new CountDownLatch(attempts);
    }

    /** Bootstrap servers, registry, topic prefix, world, handler, strike, round, attempts to be struck at once. */
    public static void main(String[] args) throws InterruptedException {
        HandlerToStrike action = new HandlerToStrike(
                new EffectLog(Path.of(args[3])), Strike.valueOf(args[5]), args[6], Integer.parseInt(args[7]));
        MeshSettings settings = MeshSettings.of(
                Map.of(
                        "MESH_BOOTSTRAP_SERVERS", args[0],
                        "MESH_REGISTRY_URL", args[1],
                        "MESH_TOPIC_PREFIX", args[2],
                        "HANDLER_MAX_RUNNING", "200"),
                "i-" + args[4]);
        RecoveryHandlers handlers = RecoveryHandlers.start(settings, List.of(Handler.of(args[4], List.of(action))));
        while (!handlers.state().ready()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        ChildJvm.ready(args[4]);
        // Nobody reads on: a full pipe would stop whoever logs.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        new CountDownLatch(1).await();
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction("it", "takes effect", Safety.ONCE, null, null);
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        if (strike == Strike.BEFORE_START && arguments.text("round").orElse("").startsWith(round + "-")) {
            die();
        }
        return Optional.empty();
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        boolean mine = context.attempt() == 1 && invocation.target().startsWith(round + "-");
        at(mine, Strike.AFTER_START);
        world.begin(invocation, context);
        at(mine, Strike.DURING_EFFECT);
        if (round.equals("frozen")) {
            TimeUnit.SECONDS.sleep(context.attempt() == 1 ? 3 : 0);
        }
        world.complete(invocation, context);
        at(mine, Strike.AFTER_EFFECT);
        return Outcome.success();
    }

    @Override
    public Probed probe(Invocation invocation, Context context) {
        if (world.isWhole(context.idempotencyKey())) {
            return Probed.tookPlace("the world has it", null);
        }
        return world.hasBegun(context.idempotencyKey())
                ? Probed.notKnown("it began, and nobody saw its end")
                : Probed.didNotTakePlace("the world has not seen it");
    }

    private void at(boolean mine, Strike point) throws InterruptedException {
        if (mine && strike == point) {
            struck.countDown();
            struck.await();
            die();
        }
    }

    private static void die() {
        Runtime.getRuntime().halt(137);
    }
}
