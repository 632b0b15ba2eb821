using System.Text;

namespace Gateway.Proxy;

/// <summary>Reads the bytes of a header before Kestrel makes something else of them. It is asked for as an encoding,
/// the one place where Kestrel shows them; it never writes.</summary>
internal abstract class HeaderEncoding : Encoding
{
    private static readonly ContentLengthEncoding s_contentLength = new();
    private static readonly ConnectionEncoding s_connection = new();

    /// <summary>Who reads a header.</summary>
    public static Encoding Of(string header) => header switch
    {
        "Content-Length" => s_contentLength,
        "Connection" => s_connection,
        _ => HeaderText.Reading,
    };

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) =>
        Read(bytes.AsSpan(index, count)).Length;

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    /// <inheritdoc/>
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var text = Read(bytes);
        text.CopyTo(chars);
        return text.Length;
    }

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => byteCount + ConnectionEncoding.LongestAddition;

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => throw new NotSupportedException();

    /// <summary>What Kestrel is to read instead.</summary>
    protected abstract string Read(ReadOnlySpan<byte> value);
}
