using System.Net.Sockets;
using Gateway.Vrrp.Linux.Interop;

namespace Gateway.Vrrp.Linux.Sockets;

/// <summary>One engine a network namespace: a second one would take the first one's addresses for leftovers, and would
/// not hear its advertisements. The claim is an abstract unix socket, whose name lives in the network namespace and
/// dies with the process, however that ends.</summary>
internal sealed class NamespaceClaim : IDisposable
{
    private const string Name = "\0gateway-vrrp";

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Claims the namespace.</summary>
    /// <exception cref="KernelException">Another engine has it.</exception>
    public NamespaceClaim()
    {
        try
        {
            _socket.Bind(new UnixDomainSocketEndPoint(Name));
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            _socket.Dispose();
            throw new KernelException(
                "run a second VRRP engine in this network namespace, where another gateway owns the addresses",
                "bind(@gateway-vrrp)", Errno.EADDRINUSE);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
