namespace Gateway.Proxy;

/// <summary>Keeps the names that a <c>Connection</c> header has beside an option: where there is one option alone,
/// Kestrel keeps that and forgets them, and the headers that they name would be forwarded (RFC 9110 section
/// 7.6.1). A second option that changes nothing makes it keep all.</summary>
internal sealed class ConnectionEncoding : HeaderEncoding
{
    /// <summary>How many letters more there may be.</summary>
    public const int LongestAddition = 12;

    /// <inheritdoc/>
    protected override string Read(ReadOnlySpan<byte> value)
    {
        var text = Latin1.GetString(value);
        var (hasName, hasKeepAlive, hasOther) = (false, false, false);
        foreach (var range in text.AsSpan().Split(','))
        {
            var option = text.AsSpan(range).Trim(" \t");
            var isKeepAlive = option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase);
            var isOther = option.Equals("close", StringComparison.OrdinalIgnoreCase)
                || option.Equals("upgrade", StringComparison.OrdinalIgnoreCase);
            hasKeepAlive |= isKeepAlive;
            hasOther |= isOther;
            hasName |= !isKeepAlive && !isOther && !option.IsEmpty;
        }

        return (hasName, hasKeepAlive, hasOther) switch
        {
            // Beside keep-alive only close is left to add: one connection more, for a request that nobody sends.
            (true, true, false) => text + ", close",
            (true, false, true) => text + ", keep-alive",
            _ => text,
        };
    }
}
