using System.Net;
using System.Net.Sockets;
using Gateway.Vrrp.Core;

namespace Gateway.Configuration.Routes;

/// <summary>Networks as the file writes them: <c>10.0.0.0/8</c>, or one address.</summary>
internal static class NetworkText
{
    /// <summary>What is wrong with a text that is none.</summary>
    public static string Problem(string? text) =>
        $"\"{text}\" is not a network; write \"10.0.0.0/8\", \"fd00::/8\" or one address \"192.168.10.5\".";

    /// <summary>Reads it.</summary>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        if (IpAddr.TryParse(text, out _) && IPAddress.TryParse(text, out var single))
        {
            network = new(single, single.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }
}
