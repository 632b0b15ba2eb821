using System.Text;
using Gateway.Plugins;
using Shared.Mail;
using Smtp;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Smtp plugin, with a mail server on a real socket.</summary>
public sealed class SmtpActionTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_mail_arrives_by_starttls_with_login()
    {
        using var certificate = _authority.Issue("localhost");
        await using var sink = new SmtpSink(certificate);

        await TellAsync(sink, Login("StartTls"), Plugged.News());

        string[] lines = [.. sink.Lines];
        var secret = Convert.ToBase64String("\0gateway\0correct horse"u8);
        Assert.Equal(
            [
                "EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", $"AUTH PLAIN {secret}", "MAIL FROM:<gateway@example.com>",
                "RCPT TO:<ops@example.com>", "RCPT TO:<boss@example.com>", "DATA",
            ],
            lines[..8]);
        Assert.Equal("From: <gateway@example.com>", lines[8]);
        Assert.Equal("To: <ops@example.com>, <boss@example.com>", lines[9]);
        Assert.Equal("Subject: [edge-a] lan4: Master", lines[10]);
        Assert.Equal("Date: Fri, 02 Jan 2026 03:04:05 +0000", lines[11]);
        Assert.Equal(".", lines[^2]);
        Assert.Equal("QUIT", lines[^1]);
    }

    [Fact]
    public async Task The_body_says_what_why_and_where()
    {
        await using var sink = new SmtpSink();

        await TellAsync(sink, new() { ["Tls"] = "None" }, Plugged.News());

        string[] lines = [.. sink.Lines];
        var body = string.Concat(lines.SkipWhile(line => line.Length > 0).TakeWhile(line => line != "."));
        Assert.Equal(
            """
            What:     lan4: Master
            Why:      no Master was "heard"
            Priority: 150
            Machine:  edge-a
            When:     2026-01-02 03:04:05Z
            Number:   7

            """.ReplaceLineEndings("\r\n"),
            Encoding.UTF8.GetString(Convert.FromBase64String(body)));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 78));
    }

    [Fact]
    public async Task A_mail_arrives_by_implicit_tls()
    {
        using var certificate = _authority.Issue("localhost");
        await using var sink = new SmtpSink(certificate, isImplicit: true);

        await TellAsync(sink, Login("Implicit"), Plugged.News());

        Assert.Contains("QUIT", sink.Lines);
        Assert.DoesNotContain("STARTTLS", sink.Lines);
    }

    [Theory]
    [InlineData("Zürich: größte Störung aller Zeiten, und dann noch eine")]
    [InlineData("line\r\nBcc: everybody@example.com")]
    public async Task A_name_cannot_break_the_header(string subject)
    {
        await using var sink = new SmtpSink();

        await TellAsync(sink, new() { ["Tls"] = "None" }, Plugged.News(subject: subject));

        string[] header = [.. sink.Lines.SkipWhile(line => line != "DATA").TakeWhile(line => line.Length > 0)];
        Assert.DoesNotContain(header, line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        var words = string.Join('\n', header).Split("Subject: ")[1].Split("\nDate")[0].Split("\n ");
        var text = string.Concat(words.Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2]))));
        Assert.Equal($"[edge-a] {subject}: Master", text);
    }

    [Fact]
    public async Task A_server_without_tls_hears_neither_mail_nor_password()
    {
        await using var sink = new SmtpSink();

        var error = await Assert.ThrowsAsync<SmtpException>(() => TellAsync(sink, Login("StartTls"), Plugged.News()));

        Assert.Equal("localhost answers STARTTLS with: 502 what?", error.Message);
        Assert.Equal(["EHLO [127.0.0.1]", "STARTTLS"], sink.Lines);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_ends_it()
    {
        using var stranger = new TestAuthority();
        using var certificate = stranger.Issue("localhost");
        await using var sink = new SmtpSink(certificate);

        var error = await Assert.ThrowsAsync<SmtpException>(() => TellAsync(sink, Login("StartTls"), Plugged.News()));

        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);
        Assert.Equal(["EHLO [127.0.0.1]", "STARTTLS"], sink.Lines);
    }

    [Theory]
    [InlineData("AUTH", "localhost answers AUTH PLAIN with: 550 not you")]
    [InlineData("RCPT", "localhost answers RCPT TO:<ops@example.com> with: 550 not you")]
    [InlineData("DATA", "localhost answers DATA with: 550 not you")]
    public async Task A_refusal_is_told_in_the_server_s_words_without_the_secret(string command, string text)
    {
        using var certificate = _authority.Issue("localhost");
        await using var sink = new SmtpSink(certificate, refused: command);

        var error = await Assert.ThrowsAsync<SmtpException>(() => TellAsync(sink, Login("StartTls"), Plugged.News()));

        Assert.Equal(text, error.Message);
    }

    [Theory]
    [InlineData("ops@example.com>\r\nDATA")]
    [InlineData("Ops <ops@example.com>")]
    [InlineData("ops")]
    public void Addresses_are_bare_addresses(string address)
    {
        var problem = Assert.Single(Plugged.Problems<SmtpAction>(
            new { Host = "localhost", From = "gateway@example.com", To = new[] { address } }));

        Assert.StartsWith("To:0: ", problem, StringComparison.Ordinal);
    }

    private Dictionary<string, object> Login(string tls) => new()
    {
        ["Tls"] = tls,
        ["CaFile"] = _scratch.Write("ca.pem", _authority.Pem),
        ["User"] = "gateway",
        ["PasswordFile"] = _scratch.Write("password", "correct horse\n"),
    };

    private static async Task TellAsync(SmtpSink sink, Dictionary<string, object> settings, Notification news)
    {
        settings["Host"] = "localhost";
        settings["Port"] = sink.Port;
        settings["From"] = "gateway@example.com";
        settings["To"] = new[] { "ops@example.com", "boss@example.com" };
        await Plugged.TellAsync<SmtpAction>(settings, news);
        await sink.Ended.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
