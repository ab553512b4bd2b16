package io.recoverymesh.common.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoverymesh.common.registry.RegistryException.Reason;
import io.recoverymesh.common.registry.RegistryHttp.Reply;

/** Tells an accepted request from a refused one, and says in words why it was refused. */
final class RegistryReplies {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int SHOWN = 500;

    private RegistryReplies() {}

    static JsonNode accepted(Reply reply) {
        if (reply.status() / 100 == 2) {
            return json(reply);
        }
        int code = codeOf(reply);
        String came = "HTTP " + reply.status() + (code == reply.status() ? "" : ", code " + code) + " from "
                + reply.from() + ": " + shown(reply.body());
        throw switch (code) {
            case 40401 ->
                refusal(Reason.SUBJECT_NOT_FOUND, "a known subject", came, "Register a schema under it first");
            case 40402 ->
                refusal(Reason.VERSION_NOT_FOUND, "a known version", came, "Register a schema under it first");
            case 40403 ->
                refusal(
                        Reason.SCHEMA_NOT_FOUND,
                        "a known schema",
                        came,
                        "Register it, or check that writer and reader use the same registry");
            case 409 ->
                refusal(
                        Reason.INCOMPATIBLE,
                        "a schema compatible with the earlier versions",
                        came,
                        "Give new fields a default and keep the names and types of the others");
            case 422, 42201 ->
                refusal(Reason.INVALID_SCHEMA, "a schema that the registry accepts", came, "Correct the schema");
            case 401, 403 ->
                refusal(
                        Reason.UNAUTHORIZED,
                        "to be let in",
                        came,
                        "Set basic.auth.* or bearer.auth.* to credentials that may do this");
            default ->
                refusal(
                        Reason.UNEXPECTED,
                        "an answer of the schema registry's REST API",
                        came,
                        "Check that schema.registry.url ends with the path of that API (Apicurio: /apis/ccompat/v7)");
        };
    }

    static RegistryException unexpected(String expected, String came) {
        return new RegistryException(
                Reason.UNEXPECTED, "Expected " + expected + " from the schema registry, but came " + shown(came));
    }

    private static RegistryException refusal(Reason reason, String expected, String came, String mend) {
        return new RegistryException(reason, "Expected " + expected + ", but came " + came + ". " + mend + ".");
    }

    /** The registry's own code; the status where the body has none, and where the status itself is the statement. */
    private static int codeOf(Reply reply) {
        return switch (reply.status()) {
            case 409, 401, 403 -> reply.status();
            default -> {
                try {
                    yield JSON.readTree(reply.body()).path("error_code").asInt(reply.status());
                } catch (JsonProcessingException e) {
                    yield reply.status();
                }
            }
        };
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw unexpected("JSON", reply.body());
        }
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
