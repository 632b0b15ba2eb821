using System.Text;

namespace Gateway.Proxy;

/// <summary>A length is digits alone (RFC 9110 section 8.6). Kestrel takes <c>+3</c>, too, which the next server may
/// read in another way.</summary>
internal sealed class ContentLengthEncoding : HeaderEncoding
{
    // As many as the largest length has.
    private const int MostDigits = 19;

    // Kestrel answers 400 to what is no number.
    private const string Refused = "x";

    /// <inheritdoc/>
    protected override string Read(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= MostDigits && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? ASCII.GetString(value)
            : Refused;
}
