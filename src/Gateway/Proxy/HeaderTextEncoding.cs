using System.Text;

namespace Gateway.Proxy;

/// <summary>Writes what <see cref="HeaderText.Reading"/> has read.</summary>
internal sealed class HeaderTextEncoding : Encoding
{
    /// <inheritdoc/>
    public override int GetByteCount(ReadOnlySpan<char> chars)
    {
        var count = UTF8.GetByteCount(chars);
        if (HeaderText.MayHaveStrays(chars))
        {
            for (var i = 0; i < chars.Length; i++)
            {
                // Of four bytes one is left.
                count -= HeaderText.StrayAt(chars[i..]) is null ? 0 : 3;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public override int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        var (start, written) = (0, 0);
        if (HeaderText.MayHaveStrays(chars))
        {
            for (var i = 0; i < chars.Length; i++)
            {
                if (HeaderText.StrayAt(chars[i..]) is { } stray)
                {
                    written += UTF8.GetBytes(chars[start..i], bytes[written..]);
                    bytes[written++] = stray;
                    start = ++i + 1;
                }
            }
        }

        return written + UTF8.GetBytes(chars[start..], bytes[written..]);
    }

    /// <inheritdoc/>
    public override int GetByteCount(string s) => GetByteCount(s.AsSpan());

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => GetByteCount(chars.AsSpan(index, count));

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        GetBytes(chars.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex));

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount);

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) =>
        HeaderText.Reading.GetCharCount(bytes, index, count);

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        HeaderText.Reading.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => HeaderText.Reading.GetMaxCharCount(byteCount);
}
