using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Proxy.Streams;

/// <summary>Looks at the first bytes of a connection and leaves them where they are, for whoever serves it.</summary>
internal static class ConnectionStart
{
    /// <summary>How long a client may take to send them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Reads until enough is there to tell.</summary>
    /// <typeparam name="T">What is told.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="most">No more bytes than that are waited for.</param>
    /// <param name="look">Given all that has come, says whether it is enough, what it is, and how many bytes of it are
    /// used up.</param>
    /// <returns>Null when the client ended, or took too long, before it was enough.</returns>
    public static async Task<T?> ReadAsync<T>(ConnectionContext connection, int most, FirstLook<T> look)
        where T : class
    {
        var input = connection.Transport.Input;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(patience.Token);
                if (Try(input, read.Buffer, most, look) is { } found)
                {
                    return found;
                }

                if (read.IsCompleted || read.Buffer.Length >= most)
                {
                    return null;
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private static T? Try<T>(PipeReader input, ReadOnlySequence<byte> buffer, int most, FirstLook<T> look)
        where T : class
    {
        var length = (int)Math.Min(buffer.Length, most);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            buffer.Slice(0, length).CopyTo(rented);
            var found = look(rented.AsSpan(0, length), out var used);
            // What is found is not examined: the next reader gets it at once.
            var start = buffer.GetPosition(used);
            input.AdvanceTo(start, found is null ? buffer.End : start);
            return found;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
