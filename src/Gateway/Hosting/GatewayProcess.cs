using Gateway.Configuration;

namespace Gateway.Hosting;

/// <summary>The running gateway: engine, proxy, health checks.</summary>
internal static class GatewayProcess
{
    /// <summary>Runs until <paramref name="cancellation"/> asks for a clean stop.</summary>
    /// <returns>The exit code of the program: 0 after a clean stop.</returns>
    public static Task<int> RunAsync(GatewayConfig config, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
