using System.Diagnostics;

namespace Lab.Kernel;

/// <summary>A child learns of its parent's death, however it died, from the end of a redirected standard input: the
/// other end of that pipe is open in the parent alone, for .NET opens it close-on-exec.</summary>
public sealed class DeathWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Child_sees_the_end_of_its_input_when_the_parent_is_killed_and_other_children_live()
    {
        var program = Path.ChangeExtension(typeof(DoomedParent).Assembly.Location, null);
        using var parent = Process.Start(new ProcessStartInfo(program, ["doomed-parent"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await parent.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Process[] survivors = [.. line!.Split(' ').Select(id => Process.GetProcessById(int.Parse(id, null)))];
        var words = parent.StandardOutput.ReadLineAsync();
        Assert.False(words.IsCompleted);

        // SIGKILL.
        parent.Kill();

        Assert.Equal(DoomedParent.LastWords, await words.WaitAsync(Patience));
        Assert.All(survivors, survivor => Assert.False(survivor.HasExited));
        Array.ForEach(survivors, survivor => survivor.Kill());
    }
}
