package io.recoverymesh.trigger.signal;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a payload.
 *
 * @param index of the signal in its batch, from 0; null where the payload as a whole is wrong
 * @param pointer JSON pointer such as {@code /alerts/2/labels}; empty for the whole payload
 * @param message expected …, but …
 * @param mend what the sender should change
 */
public record SignalProblem(@Nullable Integer index, String pointer, String message, String mend) {
    /** {@code alerts[2].labels}: the pointer as people write it. */
    public String place() {
        StringBuilder place = new StringBuilder();
        for (String part : pointer.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                place.append('[').append(part).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(part);
            }
        }
        return place.isEmpty() ? "the payload" : place.toString();
    }

    /** The same, of a signal of a batch. */
    public SignalProblem at(int position) {
        return new SignalProblem(position, pointer, message, mend);
    }

    @Override
    public String toString() {
        return message + ", at " + place() + ". " + mend + ".";
    }
}
