using System.Diagnostics;
using Lab.Interop;
using Lab.Observers;
using Shared;

namespace Lab.Demo;

/// <summary>What the README promises a newcomer.</summary>
public sealed class DemoTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(60);

    [LabFact]
    public async Task The_demo_ends_well_within_a_minute()
    {
        var start = new ProcessStartInfo(Repository.PathOf("demo.sh"), ["--no-build"])
        {
            RedirectStandardOutput = true,
        };
        using Process demo = Process.Start(start)!;
        TimeSpan begin = LabClock.Now;

        string output = await demo.StandardOutput.ReadToEndAsync();
        await demo.WaitForExitAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.Equal(0, demo.ExitCode);
        Assert.InRange(LabClock.Now - begin, TimeSpan.Zero, Promised);
        Assert.Contains("first good answer through edge-b", output, StringComparison.Ordinal);
    }

    [LabFact]
    public void Only_a_folder_that_this_user_made_counts_as_kept()
    {
        const uint Nobody = 65534;
        DirectoryInfo parent = Directory.CreateTempSubdirectory("gateway-lab-");
        try
        {
            string own = parent.CreateSubdirectory("gwdemo-own").FullName;
            string foreign = parent.CreateSubdirectory("gwdemo-foreign").FullName;
            Assert.Equal(0, Libc.chown(foreign, Nobody, Nobody));
            string link = Directory.CreateSymbolicLink(Path.Combine(parent.FullName, "gwdemo-link"), own).FullName;

            Assert.Equal([own], KeptFolders.Own(parent.FullName));
            Assert.Equal([foreign, link], KeptFolders.Foreign(parent.FullName).Order(StringComparer.Ordinal));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }
}
