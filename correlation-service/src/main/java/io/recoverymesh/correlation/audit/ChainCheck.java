package io.recoverymesh.correlation.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a log of decisions in its order and finds what is missing, changed, inserted or out of order, and where. */
public final class ChainCheck {
    private final Map<String, GroupChain> groups = new TreeMap<>();
    private final Map<Integer, Long> firstOffsets = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long decisions;

    /**
     * One decision as the log holds it.
     *
     * @param previousHash that it says the one before had; empty where it says nothing
     * @param hash of its canonical form
     */
    public record Link(int partition, long offset, String group, long sequence, String previousHash, String hash) {}

    /** What may be wrong with a log. */
    public enum Kind {
        MISSING,
        CHANGED,
        INSERTED,
        REORDERED,
        UNCHAINED,
        UNREADABLE
    }

    /**
     * Something wrong, and where.
     *
     * @param group empty where it is not known
     * @param sequence 0 where it is not known
     * @param message expected …, but …
     */
    public record Finding(Kind kind, String group, long sequence, int partition, long offset, String message) {}

    /**
     * What was checked of one group.
     *
     * @param hash of the last decision: what was noted elsewhere must be equal
     */
    public record Checked(String group, long firstSequence, long lastSequence, String hash) {}

    /** Takes the next decision of its partition. */
    public void add(Link link) {
        decisions++;
        long firstOffset = firstOffsets.computeIfAbsent(link.partition(), partition -> link.offset());
        GroupChain chain = groups.get(link.group());
        if (chain == null) {
            groups.put(link.group(), new GroupChain(link));
            if (firstOffset == 0 && link.sequence() > 1) {
                report(
                        Kind.MISSING,
                        link,
                        "Expected the log of group " + link.group() + " to begin with sequence 1, but it begins with "
                                + link.sequence());
            }
        } else {
            chain.add(link, findings);
        }
    }

    /** Takes a record that is no decision. */
    public void unreadable(int partition, long offset, String problem) {
        firstOffsets.putIfAbsent(partition, offset);
        findings.add(new Finding(Kind.UNREADABLE, "", 0, partition, offset, problem));
    }

    public long decisions() {
        return decisions;
    }

    /** By group. */
    public List<Checked> groups() {
        return groups.values().stream().map(GroupChain::checked).toList();
    }

    /** By partition and offset; to be asked when all is read. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        groups.values().forEach(chain -> chain.gaps(all));
        all.sort(Comparator.comparingInt(Finding::partition).thenComparingLong(Finding::offset));
        return all;
    }

    private void report(Kind kind, Link link, String message) {
        findings.add(new Finding(kind, link.group(), link.sequence(), link.partition(), link.offset(), message));
    }
}
