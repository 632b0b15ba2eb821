using System.Text;
using Gateway.Vrrp.Config;
using Gateway.Vrrp.Core;
using Gateway.Vrrp.Packets;

namespace Vrrp.Tests.Config;

/// <summary>Passwords and keys.</summary>
public sealed class AuthenticationTests
{
    private const string Key = "a key of 32 bytes, for the tests";

    private static readonly string Hex = string.Concat(Enumerable.Range(0, 32).Select(i => $"{i:x2}"));

    [Theory]
    [InlineData("secret", "secret\0\0")]
    [InlineData("secret12", "secret12")]
    [InlineData("a b", "a b\0\0\0\0\0")]
    public void A_password_is_8_bytes(string password, string expected)
    {
        var router = TestConfig.ValidRouter(TestConfig.One(V2(new() { Password = password })));

        Assert.Equal(expected, Text(Assert.IsType<PasswordAuthentication>(router.Authentication)));
    }

    [Fact]
    public void A_password_may_stand_in_a_file()
    {
        var config = TestConfig.Valid(
            TestConfig.One(V2(new() { PasswordFile = "vrrp.password" })), Files("vrrp.password", "secret\r\n"));

        Assert.Equal("secret\0\0",
            Text(Assert.IsType<PasswordAuthentication>(config.VirtualRouters[0].Authentication)));
    }

    [Fact]
    public void A_key_has_the_defaults_of_keepalived()
    {
        var hmac = Hmac(One($"hex:{Hex}"));

        Assert.Equal((1, HmacMode.Enforce, Duration.FromSeconds(5)), (hmac.ActiveKey, hmac.Mode, hmac.Window));
        var key = Assert.Single(hmac.Keys);
        Assert.Equal(1, key.Id);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (byte)i), key.Secret);
    }

    [Fact]
    public void Keys_keep_what_the_file_says()
    {
        var hmac = Hmac(
            new()
            {
                Keys = new() { ["1"] = Key, ["255"] = "file:vrrp.key" },
                ActiveKey = 255,
                Mode = "receive-only",
                Window = "300s",
            },
            Files("vrrp.key", $"hex:{Hex}\n"));

        Assert.Equal((255, HmacMode.ReceiveOnly, Duration.FromSeconds(300)), (hmac.ActiveKey, hmac.Mode, hmac.Window));
        Assert.Equal([1, 255], hmac.Keys.Select(key => (int)key.Id));
        Assert.Equal(Encoding.ASCII.GetBytes(Key), hmac.Keys[0].Secret);
        Assert.Equal(Convert.FromHexString(Hex), hmac.Keys[1].Secret);
    }

    [Theory]
    [InlineData("1s", "5s")]
    [InlineData("10s", "30s")]
    [InlineData("255s", "300s")]
    public void The_window_is_three_intervals_within_what_keepalived_allows(string interval, string window)
    {
        var options = V2(new() { Hmac = One(Key) });
        options.AdvertisementInterval = interval;

        var router = TestConfig.ValidRouter(TestConfig.One(options));

        Assert.Equal(window, Assert.IsType<HmacAuthentication>(router.Authentication).Window.ToString());
    }

    [Theory]
    [InlineData("", "a password is 1 to 8 characters of ASCII")]
    [InlineData("gehüm", "a password is 1 to 8 characters of ASCII")]
    [InlineData("secret123", "has 9 characters, and version 2 carries 8; keepalived cuts it there")]
    public void A_password_fits_the_packet(string password, string expected)
    {
        var error = TestConfig.OnlyError(TestConfig.One(V2(new() { Password = password })));

        Assert.StartsWith(
            "Vrrp:Instances:lan:Authentication:Password: " + expected, error, StringComparison.Ordinal);
        Assert.False(password.Length > 0 && error.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public void Version_3_has_no_passwords() =>
        Assert.Equal(
            "Vrrp:Instances:lan:Authentication:Password: version 3 has no passwords (RFC 9568 section 9); use Hmac, "
            + "which works with both versions, or \"Version\": 2.",
            TestConfig.OnlyError(TestConfig.One(o => o.Authentication = new() { Password = "secret12" })));

    [Fact]
    public void There_is_exactly_one_way_to_authenticate()
    {
        Assert.StartsWith(
            "Vrrp:Instances:lan:Authentication:Hmac: required: ",
            TestConfig.OnlyError(TestConfig.One(o => o.Authentication = new())),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Vrrp:Instances:lan:Authentication:Password: required: ",
            TestConfig.OnlyError(TestConfig.One(V2(new()))),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Vrrp:Instances:lan:Authentication: takes one of Password, PasswordFile and Hmac;",
            TestConfig.OnlyError(TestConfig.One(V2(new() { Password = "x", Hmac = One(Key) }))),
            StringComparison.Ordinal);
    }

    public static TheoryData<HmacOptions, string> Mistakes => new()
    {
        { new(), "Keys: required: at least one key" },
        { new() { Keys = new() { ["0"] = Key } }, "Keys:0: \"0\" cannot be the id of a key; use 1 to 255." },
        { new() { Keys = new() { ["256"] = Key } }, "Keys:256: \"256\" cannot be the id of a key" },
        { new() { Keys = new() { ["01"] = Key } }, "Keys:01: \"01\" cannot be the id of a key" },
        { One("short"), "Keys:1: has 5 bytes; use 32 to 64, as keepalived does" },
        { One(new string('x', 65)), "Keys:1: has 65 bytes" },
        { One("hex:0g"), "Keys:1: what follows \"hex:\" is not an even number of hexadecimal digits." },
        { One("hex:000"), "Keys:1: what follows \"hex:\" is not an even number" },
        { One("file:vrrp.key"), "Keys:1: vrrp.key does not exist." },
        { new() { Keys = new() { ["1"] = Key, ["2"] = Key } }, "ActiveKey: required: the id of the key that signs" },
        { new() { Keys = new() { ["1"] = Key }, ActiveKey = 2 }, "ActiveKey: there is no key 2; known: 1." },
        { new() { Keys = new() { ["1"] = Key }, Mode = "enforced" },
            "Mode: there is no mode \"enforced\"; did you mean \"enforce\"?" },
        { new() { Keys = new() { ["1"] = Key }, Window = "0s" }, "Window: \"0s\" is out of range; use 1s to 300s." },
        { new() { Keys = new() { ["1"] = Key }, Window = "301s" }, "Window: \"301s\" is out of range" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_error(HmacOptions hmac, string expected)
    {
        var error = TestConfig.OnlyError(TestConfig.One(o => o.Authentication = new() { Hmac = hmac }));

        Assert.StartsWith("Vrrp:Instances:lan:Authentication:Hmac:" + expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_text_is_an_error()
    {
        var options = TestConfig.One(o => o.Authentication = new() { Hmac = One("file:vrrp.key") });

        var error = Assert.Single(TestConfig.Errors(options, _ => new([0xFF, 0xFE], null)));

        Assert.Equal("vrrp.key is no text; write a key as hex:.", error.Message);
    }

    private static HmacOptions One(string key) => new() { Keys = new() { ["1"] = key } };

    private static VirtualRouterOptions V2(AuthenticationOptions authentication) => new()
    {
        Interface = "eth0",
        VirtualRouterId = 51,
        Version = 2,
        Addresses = ["192.168.10.10"],
        Authentication = authentication,
    };

    private static HmacAuthentication Hmac(HmacOptions hmac, Func<string, SecretFile>? files = null) =>
        Assert.IsType<HmacAuthentication>(Assert.Single(TestConfig.Valid(
            TestConfig.One(o => o.Authentication = new() { Hmac = hmac }), files).VirtualRouters).Authentication);

    private static Func<string, SecretFile> Files(string path, string content) => asked =>
        asked == path ? new([.. Encoding.UTF8.GetBytes(content)], null) : TestConfig.NoSecrets(asked);

    private static string Text(PasswordAuthentication authentication) =>
        Encoding.ASCII.GetString(authentication.Password.AsSpan());
}
