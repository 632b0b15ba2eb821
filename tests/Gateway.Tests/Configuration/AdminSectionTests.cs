using System.Text;
using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>The section Admin (issue 7, points 1 and 3: a unix socket, and a port of its own).</summary>
public sealed class AdminSectionTests
{
    private const string Token = "0123456789abcdef";

    [Fact]
    public async Task Without_it_there_are_a_socket_and_a_loopback_address()
    {
        var admin = (await ConfigText.ValidAsync("'$schema': ''")).Admin;

        Assert.True(admin.HasSocket);
        Assert.Null(admin.Socket);
        Assert.Null(admin.Listen);
        Assert.Equal("127.0.0.1:7112", Assert.Single(admin.Addresses).ToString());
        Assert.Null(admin.Token);
    }

    [Fact]
    public async Task Who_writes_the_defaults_means_the_defaults()
    {
        var admin = (await ConfigText.ValidAsync(
            "'Admin': { 'Socket': '/run/gateway/gateway.sock', 'Listen': '127.0.0.1:7112' }")).Admin;

        Assert.Equal(new AdminConfig(), admin);
    }

    [Fact]
    public async Task Both_can_be_turned_off()
    {
        var admin = (await ConfigText.ValidAsync("'Admin': { 'Socket': 'off', 'Listen': [] }")).Admin;

        Assert.False(admin.HasSocket);
        Assert.Empty(admin.Addresses);
    }

    [Fact]
    public async Task A_relative_socket_starts_at_the_file_and_a_token_opens_other_addresses()
    {
        var admin = (await ConfigText.ValidAsync(
            $"'Admin': {{ 'Socket': 'a.sock', 'Listen': [ '[::1]:7112', '*:7113' ], 'Token': '{Token}' }}")).Admin;

        Assert.Equal(Path.GetFullPath("a.sock"), admin.Socket);
        Assert.Equal(["[::1]:7112", "[::]:7113"], admin.Addresses.Select(address => address.ToString()));
        Assert.Equal(Token, admin.Token);
    }

    [Fact]
    public async Task The_token_may_stand_in_a_file_with_a_line_end()
    {
        var request = ConfigText.Request with
        {
            ReadSecret = path => new([.. Encoding.UTF8.GetBytes(Path.GetFileName(path) + "-0123456789\n")], null),
        };

        var result = await ConfigText.ParseAsync(
            $"{{ {ConfigText.Node}, 'Admin': {{ 'TokenFile': 'admin.token' }} }}", request);

        Assert.Equal("admin.token-0123456789", ConfigText.Valid(result).Admin.Token);
    }

    [Theory]
    [InlineData("'Listen': '192.168.10.11:7112'",
        "Admin:Listen:0: 192.168.10.11:7112 is not a loopback address, so \"Token\" or \"TokenFile\" is required; or use \"127.0.0.1:7112\".")]
    [InlineData("'Listen': [ '127.0.0.1:7112', '*:7113' ]",
        "Admin:Listen:1: [::]:7113 is not a loopback address, so \"Token\" or \"TokenFile\" is required; or use \"127.0.0.1:7112\".")]
    [InlineData("'Listen': '7112'",
        "Admin:Listen:0: \"7112\" is not an address with a port; write \"127.0.0.1:7112\", \"192.168.10.11:7112\" or \"[::1]:7112\".")]
    [InlineData("'Listen': [ '127.0.0.1:80' ]", "Admin:Listen:0: \"127.0.0.1:80\" is taken by Listen; one of them must go, or get another port.")]
    [InlineData("'Listen': [ '127.0.0.1:7112', '127.0.0.1:7112' ]",
        "Admin:Listen:1: \"127.0.0.1:7112\" is taken by Admin:Listen; one of them must go, or get another port.")]
    [InlineData("'Token': 'short'",
        "Admin:Token: is no token; use 16 to 256 characters of ASCII without a space, for example what \"openssl rand -hex 32\" prints.")]
    [InlineData("'Token': '0123456789abcdef', 'TokenFile': 'a'", "Admin:TokenFile: stands beside \"Token\"; remove one of them.")]
    [InlineData("'TokenFile': '/nowhere/token'",
        "Admin:TokenFile: \"/nowhere/token\" does not exist; write the secret into it and run chmod 600 on it.")]
    [InlineData("'Socket': '/tmp'", "Admin:Socket: \"/tmp\" cannot be a socket; write for example \"/run/gateway/gateway.sock\", or \"off\".")]
    public async Task A_mistake_is_named_with_what_to_do(string keys, string expected)
    {
        var result = await ConfigText.WithNodesAsync($"'Listen': {{ 'Http': '*:80' }}, 'Admin': {{ {keys} }}");

        Assert.Equal(expected, ConfigText.OnlyError(result));
    }

    [Fact]
    public async Task A_socket_must_fit_into_the_kernels_address()
    {
        var path = "/run/" + new string('x', 110);

        Assert.Equal(
            $"Admin:Socket: \"{path}\" is too long for a socket; use at most 107 bytes.",
            ConfigText.OnlyError(await ConfigText.WithNodesAsync($"'Admin': {{ 'Socket': '{path}' }}")));
    }

    [Fact]
    public async Task A_reload_takes_it_up_and_a_plan_hides_the_token()
    {
        var (old, next) = (
            await ConfigText.WithNodesAsync($"'Admin': {{ 'Token': '{Token}', 'Socket': '/run/a.sock' }}"),
            await ConfigText.WithNodesAsync($"'Admin': {{ 'Token': '{Token}x', 'Socket': '/run/b.sock', 'Listen': [] }}"));

        var plan = Gateway.Planning.Plan.Between(old, next);

        Assert.Equal(
            ["~ Admin:Socket: /run/a.sock -> /run/b.sock", "~ Admin:Listen", "~ Admin:Token"],
            plan.Lines.Select(line => line.ToString()));
        Assert.False(plan.NeedsRestart);
    }
}
