using Gateway.Cli;
using Gateway.Tests.Configuration;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Cli;

/// <summary>What README says of the samples: whoever has cloned the repository types this, on a machine that has none
/// of the files that they name.</summary>
public sealed class SampleCheckTests
{
    private const string KeySetting = "Vrrp:Instances:lan4:Authentication:Hmac:Keys:1";

    public static IEnumerable<TheoryDataRow<string>> Samples => SampleTests.Samples();

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Check_explains_every_sample_on_any_machine(string file)
    {
        using var folder = new TestFolder().With("vrrp.key", new string('k', 32));
        var key = Path.Combine(folder.Path, "vrrp.key");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string[] set = Path.GetFileName(file) == "unicast.json" ? ["--set", $"{KeySetting}=file:{key}"] : [];

        var (code, output, error) =
            await GatewayProgram.RunAsync(["check", "--explain", "--config", file, "--node", "edge-a", .. set]);

        Assert.All(
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains(": warning [missing-file] ", line, StringComparison.Ordinal));
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith($"{file} is valid for node edge-a: ", output, StringComparison.Ordinal);
        Assert.Matches(@"\n\n(While all is well|There are no virtual routers)", output);
    }
}
