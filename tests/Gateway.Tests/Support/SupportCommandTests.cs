using System.CommandLine;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin;
using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Support;
using Gateway.Tests.Admin;
using Gateway.Tests.Tls;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary><c>gateway support</c> (issue 7, point 1): one redacted archive for a bug report.</summary>
public sealed class SupportCommandTests : IDisposable, IAdminEndpoints
{
    private readonly TestFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    // A gateway whose plugins print secrets.
    void IAdminEndpoints.Map(AdminRoutes routes)
    {
        var json = new JsonObject { ["Node"] = "edge-a", ["Said"] = PlantedSecrets.Prose, ["Pin"] = 73519842 };
        foreach (var path in new[] { "/api/status", "/api/history", "/api/plugins", "/api/certificates" })
        {
            routes.Get(path, context => context.Response.WriteAsync(json.ToJsonString()));
        }

        routes.Get("/metrics", context => context.Response.WriteAsync($"a 1\n# {PlantedSecrets.Prose}"));
    }

    [Fact]
    public async Task No_secret_of_any_kind_is_in_the_archive_beside_a_running_gateway()
    {
        Plant();
        await using var rig = new AdminRig();
        _ = await rig.StartAsync(
            new() { Socket = Path.Combine(_folder.Path, "gateway.sock"), Listen = [] }, this);

        var files = await CollectAsync();

        foreach (var (name, text) in files)
        {
            Assert.DoesNotContain(PlantedSecrets.All, secret =>
                Found(secret, text, $"{name} has {secret}"));
            Assert.DoesNotContain("unknownToTheConfiguration", text, StringComparison.Ordinal);
        }

        Assert.All(
            ["status.json", "history.json", "plugins.json", "certificates.json", "metrics.txt", "journal.txt"],
            name => Assert.Contains("<hidden>", files[name], StringComparison.Ordinal));
        Assert.Equal("edge-a", (string)JsonNode.Parse(files["status.json"])!["Node"]!);
        Assert.Contains("\"Interface\": \"nosuch0\"", files["configuration.json"], StringComparison.Ordinal);
        Assert.Contains("\"Interface\": \"nosuch0\"", files["last-good.json"], StringComparison.Ordinal);
        Assert.Contains("nosuch0", files["doctor.txt"], StringComparison.Ordinal);
        Assert.Contains("kernel:", files["environment.txt"], StringComparison.Ordinal);
        Assert.Contains("line 3: it said", files["journal.txt"], StringComparison.Ordinal);
        Assert.Contains("line 3: it said", files["network/routes4.txt"], StringComparison.Ordinal);
        Assert.DoesNotContain("missing", files["manifest.txt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secrets_are_where_the_test_says_before_they_are_taken_out()
    {
        var all = PlantedSecrets.Prose + PlantedSecrets.OldConfiguration(_folder.Path)
            + PlantedSecrets.Configuration(_folder.Path) + string.Concat(PlantedSecrets.Files.Values);

        Assert.All(PlantedSecrets.All, secret => Assert.Contains(secret, all, StringComparison.Ordinal));
        Plant();
        var result = await ConfigurationFile.LoadAsync(Request, CancellationToken.None);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task Without_a_gateway_the_manifest_says_why_parts_are_missing()
    {
        Plant();

        var files = await CollectAsync(ask: (program, _, _) =>
            Task.FromResult<(string?, string?)>((null, $"There is no program {program} on this machine.")));

        Assert.Matches(
            "status.json +what gateway status --json says; missing: No gateway answers", files["manifest.txt"]);
        Assert.Matches("firewall.txt .*missing: There is no program nft", files["manifest.txt"]);
        Assert.Matches("journal.txt .*missing: There is no program journalctl", files["manifest.txt"]);
        Assert.False(files.ContainsKey("status.json"));
        Assert.Contains("Nothing of it was sent anywhere", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("missing: No gateway answers", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_configuration_is_no_obstacle_and_tells_no_secret()
    {
        Plant();
        _folder.With("appsettings.json", PlantedSecrets.Configuration(_folder.Path)
            .Replace("\"VirtualRouterId\": 52", "\"VirtualRouterId\": 520", StringComparison.Ordinal));

        var files = await CollectAsync(copy: null);

        Assert.Contains("520 is out of range", files["configuration.json"], StringComparison.Ordinal);
        Assert.Contains("520 is out of range", files["doctor.txt"], StringComparison.Ordinal);
        Assert.Contains("last-good.json", files["manifest.txt"], StringComparison.Ordinal);
        Assert.Contains("line 3: it said", files["journal.txt"], StringComparison.Ordinal);
        foreach (var (name, text) in files)
        {
            // Nobody has said the old one.
            Assert.DoesNotContain(PlantedSecrets.All.Where(secret => secret != "0ldPassw"), secret =>
                Found(secret, text, $"{name} has {secret}"));
        }
    }

    [Fact]
    public async Task Where_the_secrets_are_unknown_nothing_is_taken_that_may_have_one()
    {
        _folder.With("appsettings.json", """{ "Admin": { "Token": "tOkEn0123456789-abcdef" """);

        var files = await CollectAsync(copy: null);

        Assert.Equal(["certificates.json", "history.json", "journal.txt", "metrics.txt", "plugins.json", "status.json"],
            files["manifest.txt"].Split('\n').Where(line => line.Contains("cannot be cleaned", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(files, file => Found("tOkEn0123456789-abcdef", file.Value, file.Key)
            && !file.Key.StartsWith("network/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_archive_is_for_its_owner_alone_and_replaces_nothing()
    {
        Plant();
        _ = await CollectAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
        var before = await File.ReadAllBytesAsync(Archive);
        Assert.Equal(ExitCode.Failure, await InvokeAsync(Whole, Old, "-o", Archive));
        Assert.Contains("is there already", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Archive));
        Assert.Equal(ExitCode.Failure, await InvokeAsync(Whole, Old, "-o", "/nosuch/folder/a.tar.gz"));
        Assert.Contains("cannot be written", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_cannot_be_finished_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SupportArchive.WriteAsync(
            Archive, [SupportPart.Of("a.txt", "a text", "a")], DateTimeOffset.UnixEpoch, stop.Token));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Programs_are_told_what_is_in_it()
    {
        Plant();

        Assert.Equal(ExitCode.Ok, await InvokeAsync(Whole, Old, "--json", "-o", Archive));

        var told = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal(Archive, told.GetProperty("file").GetString());
        var parts = told.GetProperty("parts").EnumerateArray()
            .ToDictionary(part => part.GetProperty("name").GetString()!);
        Assert.True(parts["journal.txt"].GetProperty("bytes").GetInt32() > 100);
        Assert.StartsWith("No gateway answers", parts["status.json"].GetProperty("missing").GetString(),
            StringComparison.Ordinal);
    }

    private string Archive => Path.Combine(_folder.Path, "report.tar.gz");

    private ConfigurationRequest Request =>
        new(Path.Combine(_folder.Path, "appsettings.json"), _ => new HashSet<string>())
        {
            HostName = "edge-a", RequiresPlugins = false,
        };

    private LastGoodCopy Old => new(Path.Combine(_folder.Path, "last-good.json"));

    private static Gateway.Support.AskProgram Whole => (_, _, _) =>
        Task.FromResult<(string?, string?)>((PlantedSecrets.Prose, null));

    private static bool Found(string secret, string text, string where)
    {
        var found = text.Contains(secret, StringComparison.OrdinalIgnoreCase);
        if (found)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(where);
        }

        return found;
    }

    private void Plant()
    {
        foreach (var (name, content) in PlantedSecrets.Files)
        {
            _folder.With(name, content);
            File.SetUnixFileMode(Path.Combine(_folder.Path, name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _folder.With("appsettings.json", PlantedSecrets.Configuration(_folder.Path));
        _folder.With("last-good.json", PlantedSecrets.OldConfiguration(_folder.Path));
    }

    private async Task<Dictionary<string, string>> CollectAsync(Gateway.Support.AskProgram? ask = null)
    {
        Assert.Equal(ExitCode.Ok, await InvokeAsync(ask ?? Whole, Old, "-o", Archive));
        return await ReadAsync();
    }

    private async Task<Dictionary<string, string>> CollectAsync(LastGoodCopy? copy)
    {
        Assert.Equal(ExitCode.Ok, await InvokeAsync(Whole, copy, "-o", Archive));
        return await ReadAsync();
    }

    private async Task<Dictionary<string, string>> ReadAsync()
    {
        await using var file = File.OpenRead(Archive);
        await using var zip = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(zip);
        var files = new Dictionary<string, string>();
        while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            Assert.StartsWith("report/", entry.Name, StringComparison.Ordinal);
            files.Add(entry.Name["report/".Length..], await reader.ReadToEndAsync());
        }

        return files;
    }

    private Task<int> InvokeAsync(Gateway.Support.AskProgram ask, LastGoodCopy? copy, params string[] arguments) =>
        new SupportCommand(_ => Request, _output, _error, TimeProvider.System) { Ask = ask, Copy = copy }
            .Build().Parse(arguments).InvokeAsync(new() { Output = _output, Error = _error });
}
