package io.recoverymesh.trigger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a parser over damaged inputs. Every run uses the seed {@code -Dfuzz.seed}, 20261120 where none is given, and prints it; a failure
 * prints the input too.
 */
final class Fuzz {
    /** Of each parser. */
    static final int INPUTS = Integer.getInteger("fuzz.inputs", 100_000);

    private static final Duration OTHERS = Duration.ofSeconds(10);
    private static final long SEED = Long.getLong("fuzz.seed", 20261120L);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration ALL = Duration.ofMinutes(2);
    private static final long GROWTH = 24L * 1024 * 1024;

    private Fuzz() {}

    /** Returns whether an input was accepted; throws what is no fault of the input. */
    interface Parser {
        boolean accepts(byte[] input);
    }

    /** @param healthy inputs that the parser accepts */
    static void run(String name, int inputs, List<byte[]> healthy, Parser parser) throws InterruptedException {
        healthy.forEach(input -> assertThat(parser.accepts(input))
                .as("%s accepts its own examples", name)
                .isTrue());
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AtomicReference<byte[]> current = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().daemon().name("fuzz-" + name).start(() -> {
            try {
                loop(name, inputs, healthy, parser, current);
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        thread.join(ALL);
        String input = current.get() == null ? "" : Base64.getEncoder().encodeToString(current.get());
        assertThat(thread.isAlive())
                .as("%s hangs, seed %d, input %s", name, SEED, input)
                .isFalse();
        if (failure.get() != null) {
            throw new AssertionError("%s fails, seed %d, input %s".formatted(name, SEED, input), failure.get());
        }
        // Executors of other tests in this process end their threads a second after their last task, and may begin new
        // ones
        await("threads of others end").pollInSameThread().atMost(OTHERS).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .as("%s leaves no thread", name)
                .allSatisfy(left ->
                        assertThat(before.contains(left) || isOfTheJvm(left)).isTrue()));
    }

    private static void loop(
            String name, int inputs, List<byte[]> healthy, Parser parser, AtomicReference<byte[]> current) {
        Mutator mutator = new Mutator(SEED);
        long began = System.nanoTime();
        long heap = 0;
        int accepted = 0;
        for (int i = 0; i < inputs; i++) {
            if (i == inputs / 5) {
                heap = usedHeap();
            }
            byte[] input = mutator.mutate(healthy.get(i % healthy.size()));
            current.set(input);
            long at = System.nanoTime();
            if (parser.accepts(input)) {
                accepted++;
            }
            assertThat(System.nanoTime() - at).as("nanoseconds for one input").isLessThan(LONGEST.toNanos());
        }
        assertThat(usedHeap() - heap).as("bytes that stay behind").isLessThan(GROWTH);
        System.out.printf(
                "fuzz %s: seed %d, %d inputs, %d accepted, %d ms%n",
                name, SEED, inputs, accepted, (System.nanoTime() - began) / 1_000_000);
        assertThat(accepted).as("some injuries are harmless").isBetween(1, inputs - 1);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Compiler threads and the like come and go. */
    private static boolean isOfTheJvm(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return !thread.isAlive()
                || group == null
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup");
    }
}
