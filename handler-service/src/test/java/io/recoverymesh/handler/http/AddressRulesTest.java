package io.recoverymesh.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRulesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.255.1.2, loopback",
        "0.0.0.0, unspecified",
        "10.1.2.3, private",
        "172.31.255.255, private",
        "192.168.0.1, private",
        "100.64.0.1, shared (carrier)",
        "169.254.1.1, link-local",
        "169.254.169.254, cloud metadata",
        "100.100.100.200, cloud metadata",
        "168.63.129.16, cloud metadata",
        "198.18.0.1, benchmark",
        "224.0.0.1, multicast",
        "255.255.255.255, reserved",
        "::1, loopback",
        "::, unspecified",
        "fe80::1, link-local",
        "fd00:ec2::254, cloud metadata",
        "fc00::1, private",
        "ff02::1, multicast",
        "::ffff:127.0.0.1, loopback",
        "'::127.0.0.1', 'loopback, written as IPv6'",
        "64:ff9b::a9fe:a9fe, 'cloud metadata, written as IPv6'",
        "64:ff9b::7f00:1, 'loopback, written as IPv6'",
        "2002:a00:1::, 'private, written as IPv6'",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2, tunnelled"
    })
    void refusesWhatIsNotPublic(String address, String kind) throws Exception {
        assertThat(rules().objection(InetAddress.getByName(address))).hasValue(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "2002:808:808::", "9.255.255.255"})
    void letsPublicAddressesPass(String address) throws Exception {
        assertThat(rules().objection(InetAddress.getByName(address))).isEmpty();
    }

    @Test
    void noRangeOpensTheMetadataAddressesOnlyTheAddressItself() throws Exception {
        InetAddress metadata = InetAddress.getByName("169.254.169.254");
        assertThat(rules("169.254.0.0/16", "0.0.0.0/0").objection(metadata)).hasValue("cloud metadata");
        assertThat(rules("169.254.169.254").objection(metadata)).isEmpty();
        assertThat(rules("10.0.0.0/8").objection(InetAddress.getByName("10.9.9.9")))
                .isEmpty();
        assertThat(rules("10.0.0.0/8").objection(InetAddress.getByName("11.0.0.1")))
                .isEmpty();
        assertThat(rules("10.0.0.0/9").objection(InetAddress.getByName("10.128.0.1")))
                .hasValue("private");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "127.1",
                "127.0.1",
                "010.0.0.1",
                "127.0.0.1.",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:127.0.0.1]",
                "[fe80::1%25eth0]",
                "１２７.0.0.1",
                "127。0。0。1",
                "ⓛocalhost",
                "a..b",
                "a%2eb",
                "",
                "localhost.",
                "1.2.3.4.5",
                "foo.0x1",
                "256.1.1.1"
            })
    void anAddressHasOneFormOnly(String host) {
        assertThatThrownBy(() -> HostForm.read(host)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Url.of("http://" + host + "/")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "LB.Example, lb.example",
        "my_service, my_service",
        "[::1], 0:0:0:0:0:0:0:1",
        "[2A00::1], 2a00:0:0:0:0:0:0:1",
        "10.1.2.3, 10.1.2.3",
        "xn--bcher-kva.example, xn--bcher-kva.example"
    })
    void namesAndAddressesAreReadInTheirForm(String written, String host) {
        assertThat(Url.of("https://" + written + ":8443/x").host()).isEqualTo(host);
    }

    private static AddressRules rules(String... allowed) {
        return new AddressRules(Stream.of(allowed).map(AddressRange::of).toList());
    }

    @Test
    void namesARangeThatIsNone() {
        for (String range : List.of("10.0.0.0/33", "10.0.0/8", "::ffff:1.2.3.4", "host", "fd00::/129")) {
            assertThatThrownBy(() -> AddressRange.of(range)).hasMessageContaining("but got '" + range + "'");
        }
    }
}
