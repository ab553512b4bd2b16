package io.recoverymesh.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;

/** Processor time of this process. */
final class ProcessorTime {
    private ProcessorTime() {}

    /** Nanoseconds of all threads, the collector's and the compiler's too, but of these. */
    static long ofOthersThan(Set<Thread> apart) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long all = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        return all
                - apart.stream()
                        .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
                        .sum();
    }
}
