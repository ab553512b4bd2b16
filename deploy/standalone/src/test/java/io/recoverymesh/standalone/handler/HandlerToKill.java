package io.recoverymesh.standalone.handler;

import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.kafka.HandlerLoop;
import io.recoverymesh.standalone.support.ChildJvm;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A handler in a JVM of its own; its effect is one line in a file, written before anything else can go wrong. */
final class HandlerToKill {
    private HandlerToKill() {}

    /** Bootstrap servers, registry, topic prefix, file of effects. */
    public static void main(String[] args) throws InterruptedException {
        Path effects = Path.of(args[3]);
        CountDownLatch never = new CountDownLatch(1);
        Performed action = new Performed((invocation, context) -> {
            Files.writeString(effects, invocation.recoveryId() + "\n", StandardOpenOption.APPEND);
            boolean ended = never.await(20, TimeUnit.MILLISECONDS);
            return Outcome.success(Boolean.toString(ended));
        });
        HandlerLoop loop = HandlerUnderTest.loop(args[0], args[1], new Topics(args[2]), "h-1", 16, action);
        loop.start();
        while (!loop.state().ready()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        ChildJvm.ready("handler");
        // Nobody reads on: a full pipe would stop whoever logs.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        never.await();
    }
}
