namespace Gateway.Tests.Configuration.Fuzz;

/// <summary>Breaks a file as an editor, a disk or a cut connection does: most of what comes out is no JSON.</summary>
internal static class ByteMutation
{
    private static readonly byte[][] Fragments =
    [
        [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. "\""u8], [.. ","u8], [.. ":"u8], [.. "null"u8], [.. "-1"u8],
        [.. "1e999"u8], [.. "\"\""u8], [.. "{}"u8], [.. "[]"u8], [.. "//"u8], [.. "/*"u8], [.. "\\u0000"u8],
        [.. "\\ud800"u8], [0xFF], [0], [0xEF, 0xBB, 0xBF],
    ];

    /// <summary>Breaks it in one to three places.</summary>
    public static byte[] Of(byte[] sample, Random random)
    {
        List<byte> content = [.. sample];
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(content.Count);
            switch (random.Next(5))
            {
                case 0: // cut the end
                    content.RemoveRange(at, content.Count - at);
                    content.Add((byte)' ');
                    break;
                case 1: // cut a piece
                    content.RemoveRange(at, Math.Min(random.Next(1, 40), content.Count - at));
                    content.Add((byte)'\n');
                    break;
                case 2: // flip a bit
                    content[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 3: // insert what means something
                    content.InsertRange(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                default: // move a piece
                    content.InsertRange(
                        at, content.GetRange(at / 2, Math.Min(random.Next(1, 60), content.Count - (at / 2))));
                    break;
            }
        }

        return [.. content];
    }
}
