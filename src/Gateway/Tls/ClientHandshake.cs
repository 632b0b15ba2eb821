using System.Collections.Immutable;

namespace Gateway.Tls;

/// <summary>What came of the handshake of a client that is asked for a certificate. Written by the handshake, read by
/// requests AFTER it.</summary>
/// <param name="refuse">Takes what is wrong with the certificate, in words.</param>
internal sealed class ClientHandshake(Action<string> refuse)
{
    /// <summary>What a client that was let in has shown along with its certificate, in DER: .NET forgets it, and
    /// another authority may need it to know the client by.</summary>
    public ImmutableArray<byte[]> Issuers { get; set; } = [];

    /// <summary>Says why the client is not let in.</summary>
    public void Refuse(string reason) => refuse(reason);
}
