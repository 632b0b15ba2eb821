namespace Gateway.Proxy.Routes;

/// <summary>The body of a request whose length nobody says, which may be so long and no longer. The server's own limit
/// would close the connection behind the answer, and the kernel take that from a client that still sends (RFC 1122
/// section 4.2.2.13); here the server reads on for a while.</summary>
/// <param name="body">Where it comes from; not owned.</param>
/// <param name="limit">Bytes at most.</param>
internal sealed class LimitedBody(Stream body, long limit) : RequestBody
{
    private long _left = limit;

    /// <inheritdoc/>
    /// <exception cref="BadHttpRequestException">There is more: 413.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        _left -= read;
        return _left >= 0
            ? read
            : throw new BadHttpRequestException(
                "The body is larger than MaxBody.", StatusCodes.Status413PayloadTooLarge);
    }
}
