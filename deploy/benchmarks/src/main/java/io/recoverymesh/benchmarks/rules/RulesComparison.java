package io.recoverymesh.benchmarks.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Events per second of each engine, by number of rules: {@code RulesComparison 100 10000}; each engine in a process of its own,
 * so that none runs in code that was compiled for another.
 */
public final class RulesComparison {
    private static final String RESULT = "result ";

    private RulesComparison() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2 && args[0].matches("[A-Z_]+")) {
            System.out.println(RESULT + new Course(Integer.parseInt(args[1])).measure(Contestant.valueOf(args[0])));
            return;
        }
        List<String> sizes = args.length == 0 ? List.of("100", "10000") : List.of(args);
        for (String rules : sizes) {
            compare(Integer.parseInt(rules));
        }
    }

    private static void compare(int rules) throws IOException, InterruptedException {
        Map<Contestant, Double> rates = new EnumMap<>(Contestant.class);
        for (Contestant contestant : Contestant.values()) {
            double rate = measureApart(contestant, rules);
            rates.put(contestant, rate);
            System.out.printf(Locale.ROOT, "%,6d rules  %-44s %,12.0f events/s%n", rules, contestant.what(), rate);
        }
        for (Contestant mesh : List.of(Contestant.MATCHING, Contestant.DECISIONS)) {
            for (Contestant drools : Contestant.values()) {
                if (drools.isDrools()) {
                    double ratio = rates.getOrDefault(mesh, 0.0) / rates.getOrDefault(drools, 0.0);
                    System.out.printf(
                            Locale.ROOT, "%,6d rules  %s to %s: %.2f%n", rules, mesh.what(), drools.what(), ratio);
                }
            }
        }
    }

    private static double measureApart(Contestant contestant, int rules) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RulesComparison.class.getName()));
        command.addAll(List.of(contestant.name(), Integer.toString(rules)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        double rate = Double.NaN;
        try (BufferedReader words =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                if (line.startsWith(RESULT)) {
                    rate = Double.parseDouble(line.substring(RESULT.length()));
                }
            }
        }
        if (process.waitFor() != 0 || Double.isNaN(rate)) {
            throw new IllegalStateException(
                    "Expected " + contestant + " to give its rate, but it ended with " + process.exitValue());
        }
        return rate;
    }
}
