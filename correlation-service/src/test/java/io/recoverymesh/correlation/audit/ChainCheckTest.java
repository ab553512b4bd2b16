package io.recoverymesh.correlation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.audit.ChainCheck.Finding;
import io.recoverymesh.correlation.audit.ChainCheck.Kind;
import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.RecoveryEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainCheckTest {
    private Scene scene = new Scene();
    private List<RecoveryEvent> log = List.of();

    @BeforeEach
    void decide() {
        scene = new Scene();
        scene.recover(Plan.auto("fix"), "payments");
        log = new ArrayList<>(scene.events());
        assertThat(log).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void whatTheMeshDecidedIsWhole() {
        assertThat(findings()).isEmpty();
        assertThat(check().groups()).singleElement().satisfies(group -> {
            assertThat(group.firstSequence()).isEqualTo(1);
            assertThat(group.lastSequence()).isEqualTo(log.size());
            assertThat(group.hash()).isEqualTo(scene.group().lastHash());
        });
    }

    @Test
    void aMissingDecisionIsFoundWhereverItWas() {
        log.remove(2);
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.MISSING);
            assertThat(finding.group()).isEqualTo(Scene.GROUP);
            assertThat(finding.offset()).isEqualTo(2);
            assertThat(finding.message()).isEqualTo("Expected sequence 3 of group g before this, but it is missing");
        });
        decide();
        log.removeFirst();
        assertThat(findings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("begins with 2"));
    }

    @Test
    void aLogWhoseBeginningIsNoLongerKeptIsWhole() {
        ChainCheck check = new ChainCheck();
        for (int i = 2; i < log.size(); i++) {
            check.add(link(i + 1_000, log.get(i)));
        }
        assertThat(check.findings()).isEmpty();
    }

    @Test
    void aChangedDecisionIsFoundByTheNextOne() {
        for (int i = 0; i < log.size() - 1; i++) {
            decide();
            log.set(i, RecoveryEvent.newBuilder(log.get(i)).setTarget("other").build());
            int offset = i;
            assertThat(findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.CHANGED);
                assertThat(finding.offset()).isEqualTo(offset);
            });
        }
    }

    @Test
    void anInsertedDecisionIsFoundEvenWithTheRightHash() {
        log.add(
                3,
                RecoveryEvent.newBuilder(log.get(3))
                        .setCausationId("forged")
                        .setPreviousHash(FactHash.of(log.get(2)))
                        .build());
        assertThat(findings()).extracting(Finding::kind).contains(Kind.INSERTED);
        assertThat(findings()).extracting(Finding::offset).contains(4L);
    }

    @Test
    void decisionsOutOfOrderAreFound() {
        Collections.swap(log, 1, 2);
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.REORDERED);
            assertThat(finding.sequence()).isEqualTo(2);
            assertThat(finding.offset()).isEqualTo(2);
        });
    }

    @Test
    void theChainMayBeginOnceAfterAnUpgradeAndNeverAgain() {
        List<RecoveryEvent> upgraded = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            String previous = i <= 2 ? "" : FactHash.of(upgraded.get(i - 1));
            upgraded.add(RecoveryEvent.newBuilder(log.get(i))
                    .setPreviousHash(previous)
                    .build());
        }
        log = upgraded;
        assertThat(findings()).isEmpty();
        int last = log.size() - 1;
        log.set(
                last,
                RecoveryEvent.newBuilder(log.get(last)).setPreviousHash("").build());
        assertThat(findings()).singleElement().satisfies(finding -> assertThat(finding.kind())
                .isEqualTo(Kind.UNCHAINED));
    }

    @Test
    void whatCannotBeReadIsSaid() {
        ChainCheck check = new ChainCheck();
        check.unreadable(3, 17, "Expected a fact, but got garbage");
        assertThat(check.findings())
                .containsExactly(new Finding(Kind.UNREADABLE, "", 0, 3, 17, "Expected a fact, but got garbage"));
    }

    private List<Finding> findings() {
        return check().findings();
    }

    private ChainCheck check() {
        ChainCheck check = new ChainCheck();
        for (int i = 0; i < log.size(); i++) {
            check.add(link(i, log.get(i)));
        }
        return check;
    }

    private static ChainCheck.Link link(int offset, RecoveryEvent event) {
        return new ChainCheck.Link(
                0, offset, event.getGroup(), event.getSequence(), event.getPreviousHash(), FactHash.of(event));
    }
}
