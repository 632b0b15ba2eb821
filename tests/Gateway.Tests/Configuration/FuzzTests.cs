using Gateway.Configuration;

namespace Gateway.Tests.Configuration;

public sealed class FuzzTests
{
    private const int Mutations = 2_000;

    private static readonly byte[][] Fragments =
    [
        [.. "{"u8], [.. "}"u8], [.. "["u8], [.. "]"u8], [.. "\""u8], [.. ","u8], [.. ":"u8], [.. "null"u8], [.. "-1"u8],
        [.. "1e999"u8], [.. "\"\""u8], [.. "{}"u8], [.. "[]"u8], [.. "//"u8], [.. "/*"u8], [.. "\\u0000"u8],
        [0xFF], [0], [0xEF, 0xBB, 0xBF],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20260801)]
    public async Task A_mutated_file_is_a_configuration_or_errors_but_never_an_exception(int seed)
    {
        var sample = await File.ReadAllBytesAsync(SampleTests.File);
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < Mutations / 2; i++)
        {
            var content = Mutate([.. sample], random);

            var result = await ConfigurationFile.ParseAsync(ConfigText.Request, content, CancellationToken.None);

            Assert.True(result.Config is null != result.Errors.IsEmpty,
                $"seed {seed}, mutation {i}: neither configuration nor errors");
            Assert.All(result.Errors, e => Assert.DoesNotContain(e.ToString(), char.IsControl));
            refused += result.Errors.IsEmpty ? 0 : 1;
        }

        Assert.InRange(refused, Mutations / 10, Mutations / 2);
    }

    private static byte[] Mutate(List<byte> content, Random random)
    {
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
