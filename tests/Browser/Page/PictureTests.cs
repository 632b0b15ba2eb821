using System.Buffers.Binary;
using Browser.Scenes;
using Microsoft.Playwright;
using Shared;
using static Microsoft.Playwright.Assertions;

namespace Browser.Page;

/// <summary>The pictures of README show the page as it is. After a change that is meant, run these with
/// GATEWAY_REWRITE=1 in the environment and look at config/dashboard.</summary>
public sealed class PictureTests(Chromium chromium)
{
    // Of PNG: the first chunk, IHDR, begins behind 16 bytes with width and height.
    private const int Sizes = 16;

    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("GATEWAY_REWRITE") == "1";

    /// <summary>What is new on the page makes it higher, and has to be in the picture. Fonts of other versions of
    /// Chromium make lines a little higher or lower.</summary>
    [PageTheory]
    [InlineData("desktop.png", 1280, ColorScheme.Light)]
    [InlineData("phone.png", 390, ColorScheme.Dark)]
    public async Task A_picture_shows_all_of_the_page(string name, int width, ColorScheme scheme)
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Picture(), width, scheme);
        await Expect(stage.Page.Locator("button.small[data-action=undrain]")).ToBeVisibleAsync();
        string file = Repository.PathOf($"config/dashboard/{name}");

        byte[] taken = await stage.Page.ScreenshotAsync(new() { FullPage = true });
        if (IsRewriting)
        {
            await File.WriteAllBytesAsync(file, taken);
        }

        var (isWidth, isHeight) = SizeOf(taken);
        var (hasWidth, hasHeight) = SizeOf(await File.ReadAllBytesAsync(file));
        Assert.Equal(isWidth, hasWidth);
        Assert.InRange(hasHeight, isHeight * 97 / 100, isHeight * 103 / 100);
        Assert.Empty(stage.Problems);
    }

    private static (int Width, int Height) SizeOf(byte[] png) => (
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(Sizes)),
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(Sizes + sizeof(int))));
}
