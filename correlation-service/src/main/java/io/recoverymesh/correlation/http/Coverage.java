package io.recoverymesh.correlation.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which part of the state an answer of several instances is made from. */
final class Coverage {
    private final Set<Integer> missing = new TreeSet<>();
    private final List<String> silent = new ArrayList<>();
    private final int partitions;

    Coverage(Instances instances, List<Reply> replies) {
        partitions = instances.partitions();
        for (int partition = 0; partition < partitions; partition++) {
            missing.add(partition);
        }
        missing.removeAll(instances.held());
        replies.forEach(this::count);
    }

    boolean isWhole() {
        return missing.isEmpty();
    }

    /** For the {@code missing} field; empty when everything was looked at. */
    List<String> missing() {
        if (isWhole()) {
            return List.of();
        }
        List<String> said = new ArrayList<>();
        said.add("partitions " + missing + " of " + partitions
                + " are held by an instance that cannot be asked, or are being moved");
        said.addAll(silent);
        return said;
    }

    private void count(Reply.Answered answered) {
        if (answered.status() < 500) {
            missing.removeAll(answered.partitions());
        } else {
            silent.add("instance " + answered.from().getAuthority() + ": "
                    + answered.body().path("detail").asText("it answered " + answered.status()));
        }
    }

    private void count(Reply reply) {
        switch (reply) {
            case Reply.Answered answered -> count(answered);
            case Reply.Silent mute -> silent.add("instance " + mute.from().getAuthority() + ": " + mute.reason());
        }
    }
}
