using System.Diagnostics;
using Gateway.Cli;
using Gateway.Configuration;
using Gateway.Configuration.Reload;
using Gateway.Tests.Cli;
using Gateway.Tests.Tls;

namespace Gateway.Tests.Configuration;

/// <summary>Files that are there and cannot be read: closed ones, and those that would never end.</summary>
public sealed class UnreadableFileTests : IDisposable
{
    private const string Valid = """{ "Nodes": { "edge-a": { "Priority": 1 } } }""";
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new TestFolder().With("appsettings.json", Valid);

    private string File => Path.Combine(_folder.Path, "appsettings.json");

    private string Fragments => Path.Combine(_folder.Path, "conf.d");

    public void Dispose()
    {
        if (Directory.Exists(Fragments))
        {
            System.IO.File.SetUnixFileMode(Fragments, Open);
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_closed_file_is_refused_with_who_may_not_read_it_and_what_to_do()
    {
        System.IO.File.SetUnixFileMode(File, UnixFileMode.None);

        var (code, _, error) = await GatewayProgram.RunAsUserAsync("check", "-c", File, "-n", "edge-a");

        Assert.Equal(ExitCode.InvalidConfiguration, code);
        Assert.Matches(
            @"appsettings\.json: cannot be read: user \S+ \(\d+\) may not read it, for its mode is 000; run chmod u\+r on "
            + @"it\.\n.* has 1 error\.\n$",
            error);
    }

    [Fact]
    public async Task A_closed_folder_of_fragments_is_refused_by_its_name()
    {
        System.IO.File.SetUnixFileMode(Directory.CreateDirectory(Fragments).FullName, UnixFileMode.None);

        var (code, _, error) = await GatewayProgram.RunAsUserAsync("check", "-c", File, "-n", "edge-a");

        Assert.Equal(ExitCode.InvalidConfiguration, code);
        Assert.Matches(
            @"conf\.d: cannot be read: user \S+ \(\d+\) may not read it, for its mode is 000; run chmod u\+rx on it\.\n",
            error);
    }

    [Fact]
    public async Task An_open_file_is_read_by_the_same_process()
    {
        var (code, _, error) = await GatewayProgram.RunAsUserAsync("check", "-c", File, "-n", "edge-a");

        Assert.Equal((ExitCode.Ok, ""), (code, error));
    }

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("conf.d/50-more.json")]
    public async Task A_fifo_is_refused_and_nobody_waits_for_it(string name)
    {
        Directory.CreateDirectory(Fragments);
        var fifo = Path.Combine(_folder.Path, name);
        System.IO.File.Delete(fifo);
        using var make = Process.Start("mkfifo", [fifo]);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        var request = ConfigText.Request with { Path = File };

        var print = await Task.Run(() => Fingerprint.OfConfiguration(request)).WaitAsync(Patience);
        var result = await Task.Run(() => ConfigurationFile.LoadAsync(request, CancellationToken.None))
            .WaitAsync(Patience);

        Assert.NotEmpty(print);
        Assert.Equal(
            $"{fifo}: cannot be read: it is a FIFO; a configuration is a regular file.",
            Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public async Task A_link_to_a_device_without_end_is_refused()
    {
        System.IO.File.Delete(File);
        System.IO.File.CreateSymbolicLink(File, "/dev/zero");

        var load = Task.Run(() => ConfigurationFile.LoadAsync(
            ConfigText.Request with { Path = File }, CancellationToken.None));

        Assert.EndsWith(
            ": cannot be read: it is a device; a configuration is a regular file.",
            Assert.Single((await load.WaitAsync(Patience)).Errors).ToString(),
            StringComparison.Ordinal);
    }
}
