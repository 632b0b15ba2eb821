using Browser.Scenes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Page;

/// <summary>Where a token is set the page asks for it, and shows nothing before.</summary>
public sealed class LoginTests(Chromium chromium)
{
    private const string Token = "a-token-of-32-characters-or-less";

    [PageFact]
    public async Task The_token_opens_the_page_and_a_logout_closes_it()
    {
        await using Stage stage = await Stage.OpenAsync(chromium, States.Master(), token: Token);
        ILocator token = stage.Page.GetByLabel("Token");

        await Expect(token).ToBeFocusedAsync();
        Assert.False(await stage.Page.Locator("#main").IsVisibleAsync());
        await token.FillAsync("wrong");
        await token.PressAsync("Enter");
        await Expect(stage.Page.Locator("#login-problem")).ToHaveTextAsync("This is not the token.");
        await token.FillAsync(Token);
        await token.PressAsync("Enter");

        await Expect(stage.Page.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is Master");
        BrowserContextCookiesResult cookie = Assert.Single(await stage.Page.Context.CookiesAsync());
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.DoesNotContain(Token, cookie.Value, StringComparison.Ordinal);
        await stage.Page.ReloadAsync();
        await Expect(stage.Page.Locator("h1#verdict-title")).ToHaveTextAsync("edge-a is Master");
        await stage.Page.GetByText("Log out").ClickAsync();
        await Expect(stage.Page.GetByLabel("Token")).ToBeVisibleAsync();
        Assert.Empty(stage.Problems);
    }
}
