package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.recoverymesh.correlation.live.Feed;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** What happens, as it happens. */
@Tag(name = "live")
@Controller("/api/v1/events")
final class LiveController {
    private final Feed feed;
    private final Overview overview;
    private final ObjectMapper json;

    LiveController(Feed feed, Overview overview, ObjectMapper json) {
        this.feed = feed;
        this.overview = overview;
        this.json = json;
    }

    /**
     * Server-Sent Events: first a snapshot, as /api/v1/now answers it, or what was missed since Last-Event-ID; then
     * changes. resync says that something was missed: ask anew.
     *
     * @param lastEventId where to go on
     * @return the stream
     */
    @Get
    @Produces(MediaType.TEXT_EVENT_STREAM)
    HttpResponse<Publisher<byte[]>> events(@Header("Last-Event-ID") @Nullable String lastEventId) {
        return HttpResponse.<Publisher<byte[]>>ok(
                        new LiveStream(feed, wake -> feed.watch(lastEventId, this::snapshot, wake)))
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .header("Content-Encoding", "identity") // otherwise compressed for each connection by itself
                .contentType(MediaType.TEXT_EVENT_STREAM);
    }

    private String snapshot() {
        try {
            return json.writeValueAsString(overview.now());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected to write the overview as JSON, but " + e.getMessage(), e);
        }
    }
}
