using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Doctor;

namespace Gateway.Cli.Operate;

/// <summary>Asks the gateway that runs for what the doctor cannot see.</summary>
internal static class RunningGatewayLook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks.</summary>
    /// <param name="socket">Its socket; null: that of the configuration.</param>
    /// <param name="config">What the machine is to run.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<RunningGateway> AskAsync(
        string? socket, GatewayConfig config, CancellationToken cancellation)
    {
        if (socket is null && !config.Admin.HasSocket)
        {
            return Without("Admin:Socket is off");
        }

        var path = socket is null ? config.Admin.Socket ?? AdminSocket.DefaultPath : Path.GetFullPath(socket);
        using var client = new AdminClient(path);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var answer = await client.GetAsync("/api/status", limit.Token);
            var status = client.Read(answer, AdminJson.Default.StatusReport);
            return status.Node == config.NodeName
                ? new(status, $"The gateway that runs was asked, too, at {path}.")
                : Without($"what answers at {path} is {status.Node}, not {config.NodeName}");
        }
        catch (NoGatewayException nobody)
        {
            return Without(nobody.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Without($"the gateway at {path} has not answered within {Patience.TotalSeconds:0} s");
        }
    }

    private static RunningGateway Without(string why) => new(null, $"No running gateway was asked: {why}.");
}
