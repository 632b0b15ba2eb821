using System.Diagnostics;
using Processes;
using Shared;

namespace Plugins.Tests.Shipped;

/// <summary>Facts about the Process plugin.</summary>
public sealed class ProcessCheckTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_program_is_found_by_name_and_counted()
    {
        // A name that no other program has, and longer than what the kernel keeps of it.
        var name = $"gw-{Guid.NewGuid():N}";
        File.CreateSymbolicLink(_scratch.PathOf(name), "/bin/sleep");
        using var one = Process.Start(_scratch.PathOf(name), "1000");
        using var two = Process.Start(_scratch.PathOf(name), "1000");

        var both = await Plugged.LookAsync<ProcessCheck>(new { Name = name, Minimum = 2 });
        var few = await Plugged.LookAsync<ProcessCheck>(new { Name = name, Minimum = 3 });
        var many = await Plugged.LookAsync<ProcessCheck>(new { Name = name, Maximum = 1 });
        one.Kill();
        two.Kill();
        await Task.WhenAll(one.WaitForExitAsync(), two.WaitForExitAsync());
        var none = await Plugged.LookAsync<ProcessCheck>(new { Name = name });
        var noneMay = await Plugged.LookAsync<ProcessCheck>(new { Name = name, Minimum = 0, Maximum = 0 });

        Assert.Equal((true, "2 run"), (both.IsHealthy, both.Text));
        Assert.Equal((false, "2 run, 3 must"), (few.IsHealthy, few.Text));
        Assert.Equal((false, "2 run, 1 may"), (many.IsHealthy, many.Text));
        Assert.Equal((false, "0 run, 1 must"), (none.IsHealthy, none.Text));
        Assert.Equal((true, "0 run"), (noneMay.IsHealthy, noneMay.Text));
    }

    [Fact]
    public async Task A_file_names_the_process()
    {
        using var process = Process.Start("/bin/sleep", "1000");
        var file = _scratch.Write("sleep.pid", $"{process.Id}\n");

        var running = await Plugged.LookAsync<ProcessCheck>(new { PidFile = file, Name = "sleep" });
        var other = await Plugged.LookAsync<ProcessCheck>(new { PidFile = file, Name = "bird" });
        process.Kill();
        await process.WaitForExitAsync();
        var gone = await Plugged.LookAsync<ProcessCheck>(new { PidFile = file });

        Assert.Equal((true, $"process {process.Id} runs"), (running.IsHealthy, running.Text));
        Assert.Equal((false, $"process {process.Id} is sleep, not bird"), (other.IsHealthy, other.Text));
        Assert.Equal((false, $"process {process.Id} does not run"), (gone.IsHealthy, gone.Text));
    }

    [Fact]
    public async Task A_dead_process_that_waits_to_be_buried_does_not_run()
    {
        // A parent that is stopped asks after nobody; the child dies when it sees that.
        var file = _scratch.PathOf("dead.pid");
        var child = _scratch.Script("child", "until grep -q '^State:.T' /proc/$PPID/status; do :; done");
        using var parent = Process.Start("/bin/sh", ["-c", $"{child} & echo $! >{file}; kill -STOP $$"]);
        try
        {
            Assert.Equal('Z', await StateOfAsync(file));

            var result = await Plugged.LookAsync<ProcessCheck>(new { PidFile = file });

            Assert.EndsWith("does not run", result.Text, StringComparison.Ordinal);
        }
        finally
        {
            parent.Kill();
        }
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("-1")]
    public async Task A_file_without_a_number_is_named(string content)
    {
        var file = _scratch.Write("x.pid", content);

        var result = await Plugged.LookAsync<ProcessCheck>(new { PidFile = file });

        Assert.Equal($"{file} does not begin with a process number", result.Text);
    }

    [Fact]
    public void One_of_the_two_is_needed() =>
        Assert.Equal(["needs Name, PidFile or both"], Plugged.Problems<ProcessCheck>(new { }));

    [Fact]
    public void A_check_that_cannot_fail_is_refused() => Assert.Equal(
        ["Minimum: is 0 without a Maximum: any number would be well"],
        Plugged.Problems<ProcessCheck>(new { Name = "bird", Minimum = 0 }));

    /// <summary>The state of the process in a file, once it no longer runs.</summary>
    private static async Task<char> StateOfAsync(string file)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "the process runs on");
            var pid = File.Exists(file) ? (await File.ReadAllTextAsync(file)).Trim() : "";
            var state = pid.Length > 0 ? (await File.ReadAllTextAsync($"/proc/{pid}/stat")).Split(") ")[1][0] : 'R';
            if (state is not ('R' or 'S' or 'D'))
            {
                return state;
            }

            await Pause.TickAsync();
        }
    }
}
