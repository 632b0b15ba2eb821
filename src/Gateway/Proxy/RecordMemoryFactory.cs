using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Proxy;

/// <summary>Gives Kestrel's sockets <see cref="RecordMemory"/>.</summary>
internal sealed class RecordMemoryFactory : IMemoryPoolFactory<byte>
{
    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new RecordMemory();
}
