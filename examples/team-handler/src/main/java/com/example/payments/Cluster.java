package com.example.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Stands for what the team's service runs on: it keeps a journal of what it was asked to do, one line each. */
public class Cluster {
    private final Path journal;

    public Cluster(Path journal) {
        this.journal = journal;
    }

    /** A real one would refuse a fence that is older than the last it saw. */
    public void restart(String service, String key, long fence) {
        write("restart " + service + " " + key + " " + fence);
    }

    public void refund(String order, String key) {
        write("refund " + order + " " + key);
    }

    public boolean hasRefund(String key) {
        return lines().stream().anyMatch(line -> line.startsWith("refund ") && line.endsWith(" " + key));
    }

    public List<String> lines() {
        try {
            return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String line) {
        try {
            Files.writeString(journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
