package io.recoverymesh.common.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A time in which a service is worked on and nothing recovers it by itself. */
public sealed interface MaintenanceWindow {
    /**
     * When the window ends that this moment lies in.
     *
     * @return null when it lies in none
     */
    @Nullable
    Instant endsAt(Instant now);

    /** From one moment to another, the end excluded. */
    record Once(Instant from, Instant to) implements MaintenanceWindow {
        @Override
        public @Nullable Instant endsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(to) ? to : null;
        }

        @Override
        public String toString() {
            return from + " to " + to;
        }
    }

    /**
     * On these days of every week; a window whose end is not after its beginning ends on the day after.
     *
     * @param zone whose clocks count
     */
    record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) implements MaintenanceWindow {
        public Weekly {
            days = Set.copyOf(days);
        }

        @Override
        public @Nullable Instant endsAt(Instant now) {
            LocalDate today = now.atZone(zone).toLocalDate();
            Instant end = endOfTheOneThatBegins(today, now);
            return end != null ? end : endOfTheOneThatBegins(today.minusDays(1), now);
        }

        private @Nullable Instant endOfTheOneThatBegins(LocalDate day, Instant now) {
            if (!days.contains(day.getDayOfWeek())) {
                return null;
            }
            ZonedDateTime begins = day.atTime(from).atZone(zone);
            ZonedDateTime ends =
                    (to.isAfter(from) ? day : day.plusDays(1)).atTime(to).atZone(zone);
            return new Once(begins.toInstant(), ends.toInstant()).endsAt(now);
        }

        @Override
        public String toString() {
            return days.stream().sorted().map(day -> day.name().substring(0, 3)).toList() + " " + from + " to " + to
                    + " " + zone;
        }
    }
}
