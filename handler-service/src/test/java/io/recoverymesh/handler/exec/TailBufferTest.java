package io.recoverymesh.handler.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

final class TailBufferTest {
    @Property(tries = 300)
    void keepsTheLastBytesAndCountsTheOthers(
            @ForAll List<@AlphaChars @StringLength(max = 40) String> chunks, @ForAll @IntRange(max = 30) int limit) {
        TailBuffer buffer = new TailBuffer(limit);
        for (String chunk : chunks) {
            buffer.write(chunk.getBytes(StandardCharsets.UTF_8), chunk.length());
        }

        String all = String.join("", chunks);
        assertThat(buffer.text()).isEqualTo(all.substring(Math.max(0, all.length() - limit)));
        assertThat(buffer.dropped()).isEqualTo(Math.max(0, all.length() - limit));
    }
}
