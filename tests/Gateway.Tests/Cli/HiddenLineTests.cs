using Gateway.Cli;

namespace Gateway.Tests.Cli;

/// <summary>A password that nobody reads over a shoulder.</summary>
public sealed class HiddenLineTests
{
    [Fact]
    public void A_line_ends_with_enter_and_backspace_takes_back()
    {
        ConsoleKeyInfo[] keys =
        [
            Backspace, Of('a'), Of('x'), Backspace, Of('Ä'), Of(' '), Of('\e'), Of('b'),
            new('\r', ConsoleKey.Enter, false, false, false), Of('z'),
        ];
        var at = 0;

        Assert.Equal("aÄ b", HiddenLine.Read(() => keys[at++]));
        Assert.Equal(9, at);
    }

    private static ConsoleKeyInfo Backspace => new('\b', ConsoleKey.Backspace, false, false, false);

    private static ConsoleKeyInfo Of(char key) => new(key, ConsoleKey.None, false, false, false);
}
