using Gateway.Vrrp.Core;
using Gateway.Vrrp.Events;
using Shared;
using Vrrp.Tests.Core;
using Vrrp.Tests.Engine;

namespace Vrrp.Tests.Events;

/// <summary>Every input goes to a file that a replay turns into the same effects.</summary>
public sealed class RecorderTests
{
    [Fact]
    public void What_a_router_was_told_is_replayed_to_the_same_effects()
    {
        var recording = Record();

        var result = Replay(recording);

        Assert.Null(result.Difference);
        Assert.Equal(
            recording.Split('\n').Count(line => line.StartsWith("input", StringComparison.Ordinal)), result.Inputs);
        Assert.Equal(
            recording.Split('\n').Count(line => line.StartsWith("effect", StringComparison.Ordinal)), result.Effects);
        Assert.True(result is { Inputs: > 50, Effects: > 50 }, $"{result} is too little to prove anything.");
    }

    [Theory]
    [InlineData("SendAdvertisement 150 0", "SendAdvertisement 151 0", "recorded SendAdvertisement 151")]
    [InlineData("Advertisement 200 1000000000", "Advertisement 20 1000000000", "replayed")]
    [InlineData("gateway-recording 1", "gateway-recording 2", "Line 1 is not")]
    [InlineData("input 0", "input 7", "there is no virtual router 7")]
    [InlineData("input 0", "inptu 0", "cannot be read")]
    public void A_difference_is_named_with_its_line(string recorded, string other, string difference)
    {
        var recording = Record();
        var at = recording.IndexOf(recorded, StringComparison.Ordinal);

        var result = Replay(recording.Remove(at, recorded.Length).Insert(at, other));

        Assert.Contains(difference, result.Difference, StringComparison.Ordinal);
        Assert.Contains("ine ", result.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void An_effect_that_is_missing_is_a_difference()
    {
        var lines = Record().Split('\n').ToList();
        lines.RemoveAt(lines.FindIndex(line => line.StartsWith("effect", StringComparison.Ordinal)));

        Assert.Contains("which was not recorded", Replay(string.Join('\n', lines)).Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_line_at_the_end_is_a_process_that_died()
    {
        var recording = Record();

        Assert.Null(Replay(recording[..recording.LastIndexOf(' ')]).Difference);
    }

    [Fact]
    public void What_finds_no_room_is_counted_in_the_file()
    {
        var output = new BlockedWriter();
        var effects = new EffectBuffer();
        using (var recorder = new InputRecorder(output, capacity: 8))
        {
            var router = recorder.Add("lan4", TestMachine.Settings());
            for (var i = 0; i < 20; i++)
            {
                recorder.Record(router, new(i), VrrpInput.Tick, effects);
            }

            output.Release();
        }

        var recording = output.Text;
        Assert.Contains("\nlost ", recording, StringComparison.Ordinal);
        var result = Replay(recording);
        Assert.Contains("entries are lost", result.Difference, StringComparison.Ordinal);
        var kept = recording.Split('\n').Count(line => line.StartsWith("input", StringComparison.Ordinal));
        Assert.Contains($"lost {20 - kept}", recording, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_ends_at_its_longest_and_says_so()
    {
        var output = new StringWriter { NewLine = "\n" };
        var effects = new EffectBuffer();
        using (var recorder = new InputRecorder(output, longest: 1000))
        {
            var router = recorder.Add("lan4", TestMachine.Settings());
            for (var i = 0; i < 100; i++)
            {
                recorder.Record(router, new(i), VrrpInput.Tick, effects);
            }

            Assert.True(SpinWait.SpinUntil(() => recorder.Failure is not null, TimeSpan.FromSeconds(10)));
        }

        Assert.EndsWith("\nfull\n", output.ToString(), StringComparison.Ordinal);
        Assert.InRange(output.ToString().Length, 1000, 1200);
        Assert.Null(Replay(output.ToString()).Difference);
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        using var recorder = new InputRecorder(new StringWriter());
        var router = recorder.Add("lan4", TestMachine.Settings());
        var effects = new EffectBuffer();
        effects.Add(new(EffectKind.RenewAddresses));
        recorder.Record(router, new(0), VrrpInput.Tick, effects);

        var allocated = AllocatedBytes.Least(_ =>
        {
            for (var i = 0; i < 1000; i++)
            {
                recorder.Record(router, new(i), VrrpInput.Tick, effects);
            }
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void The_file_of_the_life_before_is_kept()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-recorder-");
        try
        {
            var path = Path.Combine(folder.FullName, "vrrp.rec");
            for (var life = 1; life <= 3; life++)
            {
                using var recorder = InputRecorder.Open(path);
                recorder.Add($"life{life}", TestMachine.Settings());
            }

            Assert.Contains("life3", File.ReadAllText(path), StringComparison.Ordinal);
            Assert.Contains("life2", File.ReadAllText(path + ".old"), StringComparison.Ordinal);
            var refused = Assert.Throws<IOException>(() => InputRecorder.Open(Path.Combine(path, "below")));
            Assert.StartsWith("Vrrp:Recorder: cannot write to", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A takeover, trackers, a rival, a fault, a drain, a retune-free life, and the end.
    private static string Record()
    {
        var output = new StringWriter { NewLine = "\n" };
        using (var recorder = new InputRecorder(output))
        {
            var test = new TestRouter(track: [new(0, -60)], probes: true, recorder: recorder);
            test.Router.Start(test.Now);
            test.Router.SetTracker(test.Now, 0, up: true);
            test.Run(Duration.FromSeconds(20));
            test.Hear(100);
            test.Hear(200);
            test.Run(Duration.FromSeconds(2));
            test.Hear(0);
            test.Run(Duration.FromSeconds(20));
            test.Router.SetFault(test.Now, new Fault(FaultKind.CarrierLost), raised: true);
            test.Router.SetFault(test.Now, new Fault(FaultKind.CarrierLost), raised: false);
            test.Run(Duration.FromSeconds(5));
            test.Router.Drain(test.Now);
            test.Run(Duration.FromSeconds(1));
            test.Hear(100);
            test.Run(Duration.FromSeconds(1));
            test.Router.Stop(test.Now);
        }

        return output.ToString();
    }

    private static ReplayResult Replay(string recording) => InputReplay.Run(new StringReader(recording));

    /// <summary>A disk that does not answer until it is told to.</summary>
    private sealed class BlockedWriter : StringWriter
    {
        private readonly ManualResetEventSlim _released = new();

        public BlockedWriter() => NewLine = "\n";

        public string Text => ToString();

        public void Release() => _released.Set();

        public override void WriteLine(string? value)
        {
            _released.Wait();
            base.WriteLine(value);
        }

        protected override void Dispose(bool disposing)
        {
            _released.Dispose();
            base.Dispose(disposing);
        }
    }
}
