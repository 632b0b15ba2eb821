using Lab.Faults;
using Lab.Network;
using Lab.Observers;
using Lab.Subjects;

namespace Lab.Demo;

/// <summary>What <c>./demo.sh</c> shows: a pair at work, a crash, a clean stop, in well under a minute.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ReadyPause = TimeSpan.FromMilliseconds(20);

    private static readonly string Picture = $"""

          client       10.77.0.10 ---+            +--- edge-a  10.77.0.11  priority 200
                                     +-- switch --+
          application  10.77.0.20 ---+            +--- edge-b  10.77.0.12  priority 100

          Five network namespaces on this machine stand for five devices. Both gateways can own one
          shared address, {PairSettings.VirtualAddress}. The one with the higher priority owns it and says so on the
          network ten times a second; when the other has heard nothing for too long, it takes over.

        """.ReplaceLineEndings("\n");

    /// <summary>Runs it: 0 when traffic came back each time, 1 when not, 2 when it cannot run here.</summary>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            return arguments switch
            {
                [] => await PlayAsync(),
                ["--keep"] => await KeptPair.StartAsync(),
                ["--stop"] => KeptPair.Stop(),
                _ => Refuse("usage: demo.sh [--keep | --stop]"),
            };
        }
        catch (InvalidOperationException refused)
        {
            return Refuse($"This machine does not let the demo build its network: {refused.Message}");
        }
    }

    /// <summary>Prints the picture of the network.</summary>
    internal static void Introduce()
    {
        Screen.Title("Gateway: two machines, one address");
        Console.WriteLine(Picture);
    }

    private static async Task<int> PlayAsync()
    {
        Introduce();
        TimeSpan begin = LabClock.Now;
        using var pair = Pair.Create(SubjectKind.Gateway);
        try
        {
            pair.Upstream.Start();
            await pair.StartAsync();
            await UntilServedAsync(pair.Segment.Client);
            Screen.Say($"Ready after {Screen.Text(LabClock.Now - begin)}: edge-a owns the address. "
                + $"The client asks {HttpsClient.Site} fifty times a");
            Screen.Say("second, each time on a new connection with a new TLS handshake.");
            return await StagesAsync(pair);
        }
        catch (TimeoutException late)
        {
            Screen.Verdict(good: false, late.Message);
            return 1;
        }
    }

    private static async Task<int> StagesAsync(Pair pair)
    {
        Screen.Title("1. Crash: the program on edge-a is killed (SIGKILL) and cannot clean up; its guard does");
        bool survived = await new Stage(pair, FaultKind.Crash, "edge-a is killed").PlayAsync();
        Screen.Say("edge-a was started again and, with the higher priority, has the address back.");

        Screen.Title("2. Freeze: the program on edge-a hangs (SIGSTOP), its guard with it, and nobody cleans up");
        survived &= await new Stage(pair, FaultKind.Freeze, "edge-a freezes").PlayAsync();
        Screen.Say("edge-a goes on, saw that it had slept, and has the address back by the rules.");

        Screen.Title("3. Clean stop: edge-a is asked to stop (SIGTERM), as for an upgrade");
        survived &= await new Stage(pair, FaultKind.Stop, "edge-a is asked to stop").PlayAsync();
        Screen.Say("edge-a was started again and has the address back.");
        Screen.Say();
        return survived ? 0 : 1;
    }

    /// <summary>Waits until the client gets the application's answer through the shared address. It asks again when it
    /// was refused: many at once would keep a machine that starts from answering any.</summary>
    internal static async Task UntilServedAsync(SegmentNode client)
    {
        using HttpClient http = HttpsClient.Create(client, TimeSpan.Zero, ReadyPatience);
        TimeSpan end = LabClock.Now + ReadyLimit;
        while (!await IsServedAsync(http))
        {
            if (LabClock.Now > end)
            {
                throw new TimeoutException($"not within {ReadyLimit}: the client gets an answer over HTTPS");
            }

            await Task.Delay(ReadyPause);
        }
    }

    private static async Task<bool> IsServedAsync(HttpClient http)
    {
        try
        {
            await http.GetStringAsync(HttpsClient.Site);
            return true;
        }
        catch (Exception refused) when (refused is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 2;
    }
}
