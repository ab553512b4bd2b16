package io.recoverymesh.common.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How {@code maintenance} of a service is written: days and times of every week, or two moments. */
final class MaintenanceForm {
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\dT[0-9:]{5,8}Z");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private MaintenanceForm() {}

    static List<MaintenanceWindow> read(Fields spec) {
        return new ArrayList<>(spec.each("maintenance", MaintenanceForm::window));
    }

    /** Says what is wrong with windows whose structure is right. */
    static void check(Fields spec, Problems problems) {
        List<Fields> windows = spec.each("maintenance", window -> window);
        for (int i = 0; i < windows.size(); i++) {
            if (!isTime(windows.get(i), "from") || !isTime(windows.get(i), "to")) {
                continue; // refused by its structure
            }
            check("/spec/maintenance/" + i, windows.get(i), problems);
        }
    }

    private static void check(String pointer, Fields window, Problems problems) {
        String from = window.text("from", "");
        String to = window.text("to", "");
        if (isMoment(from) != isMoment(to)) {
            problems.error(
                    pointer + "/to",
                    "Expected from and to of one kind, but got '" + Shown.shortened(from) + "' and '"
                            + Shown.shortened(to) + "'",
                    "Write two times of day (02:00), or two moments (2026-12-01T22:00:00Z)");
            return;
        }
        if (isMoment(from) && (window.has("days") || window.has("zone"))) {
            problems.error(
                    pointer,
                    "Expected days and zone only beside times of day, but from and to are moments",
                    "Remove days and zone, or write times of day such as 02:00");
            return;
        }
        try {
            if (window(window) instanceof MaintenanceWindow.Once once
                    && !once.to().isAfter(once.from())) {
                problems.error(
                        pointer + "/to",
                        "Expected to to be after from (" + once.from() + "), but it is " + once.to(),
                        "Exchange the two, or correct one");
            }
        } catch (DateTimeException e) {
            problems.error(
                    pointer,
                    "Expected times such as 02:00 and a zone such as Europe/Berlin, or moments such as"
                            + " 2026-12-01T22:00:00Z, but " + e.getMessage(),
                    "Correct it");
        }
    }

    private static MaintenanceWindow window(Fields fields) {
        String from = fields.required("from");
        String to = fields.required("to");
        if (isMoment(from)) {
            return new MaintenanceWindow.Once(Instant.parse(from), Instant.parse(to));
        }
        return new MaintenanceWindow.Weekly(
                days(fields), LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(fields.text("zone", "UTC")));
    }

    private static Set<DayOfWeek> days(Fields fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        fields.texts("days").forEach(day -> days.add(DayOfWeek.of(DAYS.indexOf(day.toLowerCase(Locale.ROOT)) + 1)));
        return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
    }

    private static boolean isTime(Fields window, String name) {
        return TIME.matcher(window.node().path(name).asText()).matches()
                && window.node().path(name).isTextual();
    }

    private static boolean isMoment(String text) {
        return text.contains("T");
    }
}
