using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using Gateway.Plugins;

namespace Pinging;

/// <summary>Sends ICMP echo requests and counts the replies.</summary>
public sealed class PingCheck : HealthCheck<PingSettings>
{
    /// <inheritdoc/>
    public override IEnumerable<SettingsProblem> Validate()
    {
        if (Settings.Count is < 1 or > 20)
        {
            yield return new("Count", $"must be 1 to 20, not {Settings.Count}");
        }

        if (Settings.Pause < TimeSpan.FromMilliseconds(10) || Settings.Pause > TimeSpan.FromSeconds(10))
        {
            yield return new("Pause", "must be 10ms to 10s");
        }

        if (Settings.Replies < 1 || Settings.Replies > Settings.Count)
        {
            yield return new("Replies", $"must be 1 to Count ({Settings.Count}), not {Settings.Replies}");
        }
    }

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2025", Justification = "The sender has ended before its socket does.")]
    public override async Task<HealthResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var echo = EchoSocket.Connect(Settings.Address);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var start = Context.Time.GetTimestamp();
            var sending = SendAllAsync(echo, enough.Token);
            try
            {
                await ReceiveEnoughAsync(echo, sending, cancellationToken);
                var milliseconds = Context.Time.GetElapsedTime(start).TotalMilliseconds;
                return HealthResult.Healthy(string.Create(
                    CultureInfo.InvariantCulture, $"{Counted(Settings.Replies)} after {milliseconds:0} ms"));
            }
            finally
            {
                await enough.CancelAsync();
                await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (SocketException failed)
        {
            return HealthResult.Unhealthy(failed.SocketErrorCode == SocketError.AccessDenied
                ? "needs CAP_NET_RAW, or a group of the gateway in net.ipv4.ping_group_range"
                : $"{Settings.Address}: {failed.Message}");
        }
    }

    private async Task SendAllAsync(EchoSocket echo, CancellationToken cancellationToken)
    {
        for (ushort sequence = 1; sequence <= Settings.Count; sequence++)
        {
            await echo.SendAsync(sequence, cancellationToken);
            if (sequence < Settings.Count)
            {
                await Task.Delay(Settings.Pause, Context.Time, cancellationToken);
            }
        }
    }

    private async Task ReceiveEnoughAsync(EchoSocket echo, Task sending, CancellationToken cancellationToken)
    {
        var replied = new HashSet<ushort>();
        while (replied.Count < Settings.Replies)
        {
            var receiving = echo.ReceiveAsync(cancellationToken);
            if (await Task.WhenAny(receiving, sending) == sending)
            {
                // A request that cannot be sent ends it; otherwise the last ones are on their way.
                await sending;
            }

            replied.Add(await receiving);
        }
    }

    private static string Counted(int replies) => replies == 1 ? "1 reply" : $"{replies} replies";
}
