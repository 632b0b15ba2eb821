using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Admin;
using Gateway.Configuration;

namespace Gateway.Tests.Admin;

/// <summary>The admin server: a unix socket, mode 0660, and a port of its own (issue 7, points 1 and 3).</summary>
public sealed class AdminServerTests
{
    private const string Token = "0123456789abcdef";

    [Fact]
    public async Task It_answers_over_its_unix_socket_which_owner_and_group_may_use()
    {
        await using var rig = await new AdminRig().StartAsync();
        using var client = rig.ClientOfSocket();

        Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative), AdminRig.Patience));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
            File.GetUnixFileMode(rig.Socket));
        using var changed = await client.PostAsync(new Uri("/change", UriKind.Relative), null, AdminRig.Patience);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_it_is_left_behind()
    {
        await using var rig = await new AdminRig().StartAsync();
        await rig.Server.DisposeAsync();

        Assert.False(File.Exists(rig.Socket), "The socket is still there.");
    }

    [Fact]
    public async Task The_socket_of_a_dead_process_is_replaced()
    {
        await using var rig = new AdminRig();
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(rig.Socket));
            File.Move(rig.Socket, rig.Socket + ".kept");
        }

        File.Move(rig.Socket + ".kept", rig.Socket);
        Assert.True(File.Exists(rig.Socket), "The leftover is gone already.");

        await rig.StartAsync();

        using var client = rig.ClientOfSocket();
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative), AdminRig.Patience));
    }

    [Fact]
    public async Task The_socket_of_a_living_process_is_not()
    {
        await using var rig = await new AdminRig().StartAsync();

        var refused = await Assert.ThrowsAsync<AdminException>(() => new AdminRig().StartAsync(rig.Config));

        Assert.Equal(
            $"Another gateway answers at {rig.Socket}. Stop it, or name another socket with Admin:Socket.",
            refused.Message);
        using var client = rig.ClientOfSocket();
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative), AdminRig.Patience));
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_not_removed()
    {
        await using var rig = await new AdminRig().StartAsync(new() { HasSocket = false, Listen = [] });
        rig.Folder.With("gateway.sock", "precious");

        Assert.Throws<AdminException>(() => rig.Server.Bind(rig.Config));

        Assert.Equal("precious", await File.ReadAllTextAsync(rig.Socket, AdminRig.Patience));
    }

    [Fact]
    public async Task A_configured_address_that_is_taken_is_an_error_and_a_default_one_a_warning()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = (IPEndPoint)taken.LocalEndpoint;
        await using var rig = new AdminRig();

        var refused = await Assert.ThrowsAsync<AdminException>(
            () => rig.StartAsync(new() { HasSocket = false, Listen = [address] }));
        Assert.StartsWith(
            $"Admin:Listen: Cannot listen on {address}: another program does.", refused.Message,
            StringComparison.Ordinal);

        // Perhaps another program has the default port; then this is the proof.
        await rig.StartAsync(new() { HasSocket = false });
        await using var second = await new AdminRig().StartAsync(new() { HasSocket = false });
        Assert.Contains(rig.Log.Lines.Concat(second.Log.Lines), line =>
            line.StartsWith("Warning: Admin:Listen: Cannot listen on 127.0.0.1:7112", StringComparison.Ordinal)
            && line.Contains("the gateway goes on without", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_named_so()
    {
        await using var rig = await new AdminRig().StartAsync();

        using var nothing = await rig.AskAsync("/nothing");
        using var wrong = await rig.AskAsync("/hello", "POST", ("X-Gateway", "1"));

        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
        Assert.Equal("GET, HEAD", string.Join(", ", wrong.Content.Headers.Allow));
    }

    [Fact]
    public async Task Another_sites_name_for_the_loopback_address_is_refused()
    {
        await using var rig = await new AdminRig().StartAsync();

        using var rebound = await rig.AskAsync("/hello", "GET", ("Host", $"evil.example.com:{rig.Address.Port}"));
        using var local = await rig.AskAsync("/hello", "GET", ("Host", $"localhost:{rig.Address.Port}"));
        using var literal = await rig.AskAsync("/hello");

        Assert.Equal(HttpStatusCode.MisdirectedRequest, rebound.StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (local.StatusCode, literal.StatusCode));
        Assert.Equal("no-store", literal.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_change_needs_a_header_that_no_form_sends_and_a_page_of_ours()
    {
        await using var rig = await new AdminRig().StartAsync();
        var ours = ("Origin", $"http://127.0.0.1:{rig.Address.Port}");
        var header = ("X-Gateway", "1");

        using var form = await rig.AskAsync("/change", "POST");
        using var script = await rig.AskAsync("/change", "POST", header);
        using var page = await rig.AskAsync("/change", "POST", header, ours, ("Sec-Fetch-Site", "same-origin"));
        using var other = await rig.AskAsync("/change", "POST", header, ("Origin", "https://evil.example.com"));
        using var cross = await rig.AskAsync("/change", "POST", header, ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (script.StatusCode, page.StatusCode));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (other.StatusCode, cross.StatusCode));
    }

    [Fact]
    public async Task With_a_token_every_request_over_tcp_needs_it()
    {
        await using var rig = new AdminRig();
        await rig.StartAsync(rig.Config with { Token = Token });
        using var client = rig.ClientOfSocket();

        using var without = await rig.AskAsync("/hello");
        using var wrong = await rig.AskAsync("/hello", "GET", ("Authorization", "Bearer 0123456789abcdeX"));
        using var right = await rig.AskAsync("/hello", "GET", ("Authorization", $"Bearer {Token}"));
        using var page = await rig.AskAsync("/page");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (without.StatusCode, wrong.StatusCode));
        Assert.Equal("Bearer", without.Headers.WwwAuthenticate.ToString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (right.StatusCode, page.StatusCode));
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative), AdminRig.Patience));
    }

    // A page of another site can choose a body, but not the headers that let somebody in.
    [Fact]
    public async Task What_is_left_of_the_body_of_a_client_that_has_gone_is_not_run()
    {
        await using var rig = await new AdminRig().StartAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, rig.Address.Port, AdminRig.Patience);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes(
                    "GET /wait HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
                    + "POST /change HTTP/1.1\r\nHost: localhost\r\nX-Gateway: 1\r\n\r\n"),
                AdminRig.Patience);
            await rig.WaitBegun.WaitAsync(AdminRig.Patience);
        }

        await rig.WaitEnded.WaitAsync(AdminRig.Patience);
        using var next = await rig.AskAsync("/hello");
        await rig.Server.DisposeAsync();
        Assert.Equal(0, rig.Changes);
    }

    [Fact]
    public async Task A_login_gives_a_cookie_in_the_place_of_the_token()
    {
        await using var rig = new AdminRig();
        await rig.StartAsync(rig.Config with { Token = Token });
        var header = ("X-Gateway", "1");

        using var wrong = await rig.AskAsync("/api/login", "POST", header, ("Authorization", "Bearer wrong"));
        using var right = await rig.AskAsync("/api/login", "POST", header, ("Authorization", $"Bearer {Token}"));
        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        using var with = await rig.AskAsync("/hello", "GET", ("Cookie", cookie.Split(';')[0]));
        using var forged = await rig.AskAsync("/hello", "GET", ("Cookie", "gateway-session=00"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NoContent), (wrong.StatusCode, right.StatusCode));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (with.StatusCode, forged.StatusCode));

        using var same = rig.Server.Bind(rig.Config with { Token = Token + "x" });
        await rig.Server.ChangeAsync(same, AdminRig.Patience);
        using var late = await rig.AskAsync("/hello", "GET", ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Fact]
    public async Task A_reload_opens_what_is_new_closes_what_is_gone_and_leaves_the_rest()
    {
        await using var rig = await new AdminRig().StartAsync();
        using var client = rig.ClientOfSocket();
        _ = await client.GetStringAsync(new Uri("/hello", UriKind.Relative), AdminRig.Patience);
        var before = rig.Address;

        using (var next = rig.Server.Bind(new() { Socket = rig.Socket, Listen = [new(IPAddress.IPv6Loopback, 0)] }))
        {
            await rig.Server.ChangeAsync(next, AdminRig.Patience);
        }

        Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative), AdminRig.Patience));
        Assert.Equal("[::1]", rig.Address.Host);
        using var gone = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(
            async () => await gone.ConnectAsync(IPAddress.Loopback, before.Port, AdminRig.Patience));
    }
}
