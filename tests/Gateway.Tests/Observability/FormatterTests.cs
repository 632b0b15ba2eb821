using System.Text.Json;
using Gateway.Observability;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Shared;

namespace Gateway.Tests.Observability;

/// <summary>What a line of the log looks like: on a terminal, in systemd's journal, and as JSON.</summary>
public sealed class FormatterTests
{
    private static readonly JournalPrefix Terminal = new(isJournal: false);
    private static readonly JournalPrefix Journal = new(isJournal: true);

    [Fact]
    public void On_a_terminal_a_line_has_its_time()
    {
        var line = Format(new LineFormatter(new FakeTime(), Terminal), LogLevel.Information, "lan4: up");

        Assert.Matches(@"^20\d\d-\d\d-\d\d \d\d:\d\d:00\.000 info  \[1001\] lan4: up\n$", line);
    }

    [Theory]
    [InlineData(LogLevel.Critical, "<2>crit  [1001] x\n")]
    [InlineData(LogLevel.Error, "<3>error [1001] x\n")]
    [InlineData(LogLevel.Warning, "<4>warn  [1001] x\n")]
    [InlineData(LogLevel.Information, "<6>info  [1001] x\n")]
    [InlineData(LogLevel.Debug, "<7>debug [1001] x\n")]
    [InlineData(LogLevel.Trace, "<7>trace [1001] x\n")]
    public void In_the_journal_it_has_its_priority(LogLevel level, string expected) =>
        Assert.Equal(expected, Format(new LineFormatter(new FakeTime(), Journal), level, "x"));

    [Fact]
    public void In_the_journal_every_line_of_an_exception_has_it()
    {
        var lines = Format(
            new LineFormatter(new FakeTime(), Journal), LogLevel.Error, "x", new InvalidOperationException("a\nb"));

        Assert.Equal(3, lines.TrimEnd().Split('\n').Length);
        Assert.All(lines.TrimEnd().Split('\n'), line => Assert.StartsWith("<3>", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("8:12345", "socket:[12345]", true)]
    [InlineData("8:12345", "socket:[1234]", false)]
    [InlineData("8:12345", "pipe:[12345]", false)]
    [InlineData("8:12345", null, false)]
    [InlineData(null, "socket:[12345]", false)]
    [InlineData("", "socket:[]", false)]
    [InlineData("8:", "socket:[]", false)]
    public void The_journal_is_known_by_its_stream(string? stream, string? output, bool isJournal) =>
        Assert.Equal(isJournal, JournalPrefix.IsJournal(stream, output));

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "<4>")]
    public void As_JSON_the_parts_of_a_message_are_fields(bool isJournal, string prefix)
    {
        var line = Format(
            new JsonFormatter(new FakeTime(), new(isJournal)), LogLevel.Warning, "lan4: \"50\"\nlost",
            new InvalidOperationException("why"));

        Assert.StartsWith($"{prefix}{{\"time\":\"20", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        using var json = JsonDocument.Parse(line[prefix.Length..]);
        var root = json.RootElement;
        Assert.Equal("warn", root.GetProperty("level").GetString());
        Assert.Equal(1001, root.GetProperty("event").GetInt32());
        Assert.Equal("StateChanged", root.GetProperty("name").GetString());
        Assert.Equal("Test", root.GetProperty("category").GetString());
        Assert.Equal("lan4: \"50\"\nlost", root.GetProperty("message").GetString());
        Assert.Contains("why", root.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"VirtualRouter":"lan4","Priority":50,"Up":true,"Peer":null,"Why":"Silent"}""",
            root.GetProperty("fields").GetRawText());
    }

    private enum Reason
    {
        Silent,
    }

    private static string Format(
        ConsoleFormatter formatter, LogLevel level, string message, Exception? exception = null)
    {
        using var writer = new StringWriter();
        IReadOnlyList<KeyValuePair<string, object?>> state =
        [
            new("VirtualRouter", "lan4"), new("Priority", (byte)50), new("Up", true), new("Peer", null),
            new("Why", Reason.Silent), new("{OriginalFormat}", "{VirtualRouter}"),
        ];
        formatter.Write(
            new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(
                level, "Test", new EventId(1001, "StateChanged"), state, exception, (_, _) => message),
            null, writer);
        return writer.ToString();
    }
}
