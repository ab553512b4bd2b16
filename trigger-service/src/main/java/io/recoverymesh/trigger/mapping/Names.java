package io.recoverymesh.trigger.mapping;

import java.util.regex.Pattern;

/** Names of targets from whatever senders call things. Never throws. */
final class Names {
    private static final int MAX = 200;
    private static final int MAX_POD = 253;
    private static final Pattern REPLICA = Pattern.compile("(.+?)-[a-f0-9]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}");
    private static final Pattern DAEMON_OR_JOB =
            Pattern.compile("(.+?)(-[0-9]{8,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}");
    private static final Pattern ORDINAL = Pattern.compile("(.+?)-[0-9]{1,5}");
    private static final Pattern REPLICA_SET = Pattern.compile("(.+?)-(?=[a-f0-9]*[0-9])[a-f0-9]{8,10}");

    private Names() {}

    /** What a name cannot hold becomes _ (instances are often URLs); empty where nothing is left. */
    static String usable(String value) {
        StringBuilder name = new StringBuilder(Math.min(value.length(), MAX));
        for (int i = 0; i < value.length() && name.length() < MAX; i++) {
            char c = value.charAt(i);
            if (isLetterOrDigit(c)) {
                name.append(c);
            } else if (!name.isEmpty()) {
                name.append("._:@-".indexOf(c) >= 0 ? c : '_');
            }
        }
        return name.toString();
    }

    /**
     * The workload that a pod or replica set belongs to, by Kubernetes' naming: {@code payments-7d9f8b6c5d-x2x4z},
     * {@code payments-0} and {@code payments-7d9f8b6c5d} are of {@code payments}; other names stay as they are.
     */
    static String workload(String pod) {
        if (pod.length() > MAX_POD) {
            return pod;
        }
        for (Pattern pattern : new Pattern[] {REPLICA, DAEMON_OR_JOB, ORDINAL, REPLICA_SET}) {
            var matcher = pattern.matcher(pod);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return pod;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
