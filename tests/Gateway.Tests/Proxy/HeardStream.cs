using System.Buffers;
using System.Net.Sockets;

namespace Gateway.Tests.Proxy;

/// <summary>A connection that remembers what came over the wire.</summary>
internal sealed class HeardStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private readonly ArrayBufferWriter<byte> _heard = new();

    /// <summary>All of it so far.</summary>
    public ReadOnlySpan<byte> Heard => _heard.WrittenSpan;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        _heard.Write(buffer.Span[..read]);
        return read;
    }
}
