package io.recoverymesh.correlation.flow;

/**
 * What a flow's title is made of; parts may be empty.
 *
 * @param trouble what was wrong: {@code payments DOWN}
 * @param done how the last recovery ended: {@code restart-payments RECOVERED in 4.2 s}
 * @param next what came, or is going on, after that: {@code restart-payments BLOCKED by cooldown}
 */
public record Headline(String trouble, String done, String next) {
    String sentence() {
        String first = done.isEmpty() ? trouble : trouble + " → " + done;
        if (next.isEmpty()) {
            return first;
        }
        return first + (done.isEmpty() ? " → " : ", then ") + next;
    }

    Headline withTrouble(String words) {
        return new Headline(words, done, next);
    }

    Headline withDone(String words) {
        return new Headline(trouble, words, "");
    }

    Headline withNext(String words) {
        return new Headline(trouble, done, words);
    }
}
