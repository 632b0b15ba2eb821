using System.Diagnostics;

namespace Lab.Kernel;

/// <summary>The process that <see cref="DeathWatchTests"/> kills: it has a child that waits for the end of its standard
/// input, and others that were started around and after it and live on.</summary>
internal static class DoomedParent
{
    /// <summary>What the child says at the end of file.</summary>
    public const string LastWords = "end of file";

    private const int Crowd = 40;

    /// <summary>Starts the children, names those that will outlive it, and waits to be killed.</summary>
    public static int Run()
    {
        // Programs are started on other threads all the while: each is a copy of this process for a moment.
        using var watch = new CancellationTokenSource();
        var crowd = new Thread(() => StartCrowd(watch.Token));
        crowd.Start();
        var child = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"cat > /dev/null; echo {LastWords}"]) { RedirectStandardInput = true })!;
        Process[] survivors =
        [
            Process.Start(new ProcessStartInfo("sleep", ["300"]))!,
            Process.Start(new ProcessStartInfo("sleep", ["300"]) { RedirectStandardInput = true })!,
        ];
        watch.Cancel();
        crowd.Join();
        Console.WriteLine(string.Join(' ', survivors.Select(survivor => survivor.Id)));
        _ = Console.In.ReadLine();
        // The input stays open as long as this object lives.
        GC.KeepAlive(child);
        return 0;
    }

    private static void StartCrowd(CancellationToken until)
    {
        for (var i = 0; i < Crowd && !until.IsCancellationRequested; i++)
        {
            using var program = Process.Start(new ProcessStartInfo("true") { RedirectStandardInput = true })!;
            program.WaitForExit();
        }
    }
}
