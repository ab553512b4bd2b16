package io.recoverymesh.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/**
 * The program that the {@code exec} actions of a live example run: takes its time, ends as the example says, and, where
 * that heals the target, reports it UP to the mesh as a monitor would. Uses nothing but the JDK.
 */
final class ExampleStep {
    static final String NONE = "-";

    private ExampleStep() {}

    /** @param args URL of the mesh, milliseconds, error or -, output or -, whether it heals */
    public static void main(String[] args) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(args[1]));
        if (!args[2].equals(NONE)) {
            System.err.println(args[2]);
            System.exit(1);
        }
        if (!args[3].equals(NONE)) {
            System.out.println(args[3]);
        }
        if (Boolean.parseBoolean(args[4])) {
            report(args[0]);
        }
    }

    private static void report(String url) throws IOException, InterruptedException {
        String signal = "{\"kind\":\"health\",\"status\":\"UP\",\"source\":\"example\",\"group\":\""
                + System.getenv("MESH_GROUP") + "\",\"target\":\"" + System.getenv("MESH_TARGET") + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/signals"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(signal))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            System.err.println("Expected the mesh to take the signal, but it answered " + answer.body());
            System.exit(1);
        }
    }
}
