package io.recoverymesh.standalone.handler;

import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The handlers that one test opens, what they performed, and what lets go those that wait. */
final class HandlersUnderTest implements AutoCloseable {
    private final List<String> performed = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<HandlerUnderTest> opened = new CopyOnWriteArrayList<>();

    HandlerUnderTest open(String name, int maxRunning, Performed.Performance performance) {
        HandlerUnderTest handler = new HandlerUnderTest(name, maxRunning, new Performed(performance));
        opened.add(handler);
        return handler;
    }

    void add(HandlerUnderTest further) {
        opened.add(further);
    }

    HandlerUnderTest first() {
        return opened.getFirst();
    }

    /** Recoveries whose action was called, in that order. */
    List<String> performed() {
        return performed;
    }

    CountDownLatch release() {
        return release;
    }

    Outcome notes(Invocation invocation, Context context) {
        performed.add(invocation.recoveryId());
        return Outcome.success();
    }

    Outcome waits(Invocation invocation, Context context) throws InterruptedException {
        performed.add(invocation.recoveryId());
        release.await();
        return Outcome.success();
    }

    @Override
    public void close() {
        release.countDown();
        opened.forEach(HandlerUnderTest::close);
    }
}
