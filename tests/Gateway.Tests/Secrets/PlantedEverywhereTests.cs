using Gateway.Cli;
using Gateway.Tests.Admin;
using Gateway.Tests.Hosting;
using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets;

/// <summary>A gateway with a secret of every kind, asked for all that it says: no answer of the API, no line of the log
/// at any level and no command has one (issue 7, point 7). The archive of <c>gateway support</c> has tests of its
/// own.</summary>
public sealed class PlantedEverywhereTests : IAsyncDisposable
{
    private static readonly string[] Paths =
    [
        "/api/status", "/api/history", "/api/plugins", "/api/certificates", "/api/certificates/root", "/api/forecast",
        "/api/traffic", "/metrics", "/livez?verbose", "/readyz?verbose",
    ];

    private readonly ReloadRig _rig = new();
    private readonly StringWriter _said = new();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _said.DisposeAsync();
    }

    [Fact]
    public async Task No_answer_no_line_of_the_log_and_no_command_has_a_secret()
    {
        foreach (var (name, content) in PlantedSecrets.Files)
        {
            _rig.Folder.With(name, content);
            File.SetUnixFileMode(Path.Combine(_rig.Folder.Path, name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _rig.Save(Text());
        await _rig.StartAsync();
        Assert.Contains("\"name\":\"lan4\"", await AskAsync("/api/status"), StringComparison.Ordinal);
        foreach (var path in Paths)
        {
            AssertClean(path, await AskAsync(path));
        }

        // Taken up, refused for a mistake beside each of them, and taken up again.
        await _rig.TakeUpAsync(Here(PlantedSecrets.OldConfiguration(_rig.Folder.Path)));
        await _rig.BeRefusedAsync(Text().Replace(
            "\"VirtualRouterId\": 52", "\"VirtualRouterId\": 520", StringComparison.Ordinal));
        await _rig.BeRefusedAsync(Text().Replace("\": \"", "\": 7 \"", StringComparison.Ordinal));
        AssertClean("a refused file", await AskAsync("/api/status"));
        await _rig.TakeUpAsync(Text());

        string[][] commands =
        [
            ["config", "show"], ["config", "show", "--json"], ["check"], ["check", "--json", "--explain"],
            ["plan", "--against", _rig.File], ["plan", "--json", "--against", _rig.File], ["doctor"], ["doctor", "--json"],
            ["route", "https://shop.example.com/"], ["route", "https://x.example.com/api", "--json"],
        ];
        foreach (var command in commands)
        {
            AssertClean(string.Join(' ', command), await TypeAsync([.. command, "-c", _rig.File, "-n", "edge-a"]));
        }

        Assert.NotEmpty(_rig.Log.Lines);
        AssertClean("the log", string.Join('\n', _rig.Log.Lines));
    }

    private static void AssertClean(string where, string text)
    {
        Assert.NotEmpty(text);
        var found = PlantedSecrets.All.Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(found.Select(secret => $"{where} has {secret}"));
    }

    private string Text() => Here(PlantedSecrets.Configuration(_rig.Folder.Path));

    private string Here(string text) => text
        .Replace("*:443", FormattableString.Invariant($"127.0.0.1:{_rig.Port}"), StringComparison.Ordinal)
        .Replace("\"Token\"", "\"Listen\": [], \"Token\"", StringComparison.Ordinal);

    private async Task<string> AskAsync(string path)
    {
        using var client = Sockets.ClientOf(_rig.Socket);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), ReloadRig.Patience);
        return await answer.Content.ReadAsStringAsync(ReloadRig.Patience);
    }

    private async Task<string> TypeAsync(string[] command)
    {
        _said.GetStringBuilder().Clear();
        _ = await new CommandLine((_, _, _, _) => Task.FromResult(0), _said, _said).InvokeAsync(command);
        return _said.ToString();
    }
}
