package io.recoverymesh.correlation.audit;

import io.recoverymesh.correlation.audit.ChainCheck.Finding;
import io.recoverymesh.correlation.audit.ChainCheck.Kind;
import io.recoverymesh.correlation.audit.ChainCheck.Link;
import java.util.List;
import java.util.TreeMap;

/** The chain of one group, as far as it was read. */
final class GroupChain {
    private final long first;
    /** Runs of sequences that were passed over, by their first; the value is the decision after the run. */
    private final TreeMap<Long, Link> gaps = new TreeMap<>();

    private Link last;
    private boolean chained;

    GroupChain(Link link) {
        first = link.sequence();
        last = link;
        chained = !link.previousHash().isEmpty();
    }

    void add(Link link, List<Finding> findings) {
        if (link.sequence() <= last.sequence()) {
            late(link, findings);
            return;
        }
        if (link.sequence() > last.sequence() + 1) {
            gaps.put(last.sequence() + 1, link);
        } else {
            follow(link, findings);
        }
        chained |= !link.previousHash().isEmpty();
        last = link;
    }

    ChainCheck.Checked checked() {
        return new ChainCheck.Checked(last.group(), first, last.sequence(), last.hash());
    }

    void gaps(List<Finding> findings) {
        gaps.forEach((from, after) -> {
            long to = after.sequence() - 1;
            findings.add(finding(
                    Kind.MISSING,
                    after,
                    "Expected sequence " + (from == to ? String.valueOf(from) : from + " to " + to) + " of group "
                            + after.group() + " before this, but it is missing"));
        });
    }

    private void follow(Link link, List<Finding> findings) {
        if (link.previousHash().equals(last.hash())) {
            return;
        }
        if (!link.previousHash().isEmpty()) {
            findings.add(finding(
                    Kind.CHANGED,
                    last,
                    "Expected the decision that sequence " + link.sequence() + " of group " + link.group()
                            + " (offset " + link.offset() + ") follows, with hash " + link.previousHash()
                            + ", but this one has " + last.hash() + ": one of the two was changed"));
        } else if (chained) {
            findings.add(
                    finding(
                            Kind.UNCHAINED,
                            link,
                            "Expected the hash of sequence " + last.sequence() + " of group " + link.group()
                                    + ", but none is given though the chain had begun: written by an older version, or not by the mesh"));
        }
    }

    private void late(Link link, List<Finding> findings) {
        var gap = gaps.floorEntry(link.sequence());
        if (gap == null || link.sequence() >= gap.getValue().sequence()) {
            findings.add(finding(
                    Kind.INSERTED,
                    link,
                    "Expected sequence " + (last.sequence() + 1) + " of group " + link.group() + ", but got "
                            + link.sequence() + " a second time: one of the two was inserted"));
            return;
        }
        findings.add(finding(
                Kind.REORDERED,
                link,
                "Expected sequence " + link.sequence() + " of group " + link.group() + " before sequence "
                        + gap.getValue().sequence() + " (offset "
                        + gap.getValue().offset() + "), but it comes after"));
        gaps.remove(gap.getKey());
        if (gap.getKey() < link.sequence()) {
            gaps.put(gap.getKey(), link);
        }
        if (link.sequence() + 1 < gap.getValue().sequence()) {
            gaps.put(link.sequence() + 1, gap.getValue());
        }
    }

    private static Finding finding(Kind kind, Link link, String message) {
        return new Finding(kind, link.group(), link.sequence(), link.partition(), link.offset(), message);
    }
}
