package io.recoverymesh.correlation.http;

import java.time.Instant;
import java.util.List;

/**
 * What the page must know before it shows anything.
 *
 * @param at the mesh's time
 * @param links templates of addresses elsewhere
 */
@ApiView
record PageInfo(Instant at, List<Link> links) {
    /** An address with places such as {flowId} to be filled in. */
    @ApiView
    record Link(String name, String url) {}
}
