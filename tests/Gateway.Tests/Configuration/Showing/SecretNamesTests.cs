using Gateway.Configuration.Showing;

namespace Gateway.Tests.Configuration.Showing;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("Password")]
    [InlineData("DB_PASSWORD")]
    [InlineData("ApiKey")]
    [InlineData("APIKEY")]
    [InlineData("apikey")]
    [InlineData("X-Api-Key")]
    [InlineData("Authorization")]
    [InlineData("Set-Cookie")]
    [InlineData("authToken")]
    [InlineData("--auth-token")]
    [InlineData("ClientSecret")]
    [InlineData("Pin")]
    [InlineData("Keys")]
    [InlineData("X-Shared")]
    [InlineData("Proxy-Authorization")]
    public void A_name_of_a_secret_is_one(string name) => Assert.True(SecretNames.Contain(name));

    [Theory]
    [InlineData("PasswordFile")]
    [InlineData("UrlFile")]
    [InlineData("KeyPath")]
    [InlineData("AffinityKeyName")]
    [InlineData("Pinging")]
    [InlineData("UpstreamPin")]
    [InlineData("Tls.Pin")]
    [InlineData("Monkey")]
    [InlineData("Author")]
    [InlineData("Passive")]
    [InlineData("Path")]
    [InlineData("")]
    public void A_name_that_tells_nothing_is_none(string name) => Assert.False(SecretNames.Contain(name));

    [Theory]
    [InlineData("http://me:pw@10.0.0.1:80/a", "http://<hidden>@10.0.0.1:80/a")]
    [InlineData("https://a.example.com/x?a=1&access_token=pw#end", "https://a.example.com/x?a=1&access_token=<hidden>#end")]
    [InlineData("Host=db;Password=pw;Port=1", "Host=db;Password=<hidden>;Port=1")]
    [InlineData("password = pw", "password = <hidden>")]
    [InlineData("a=1, b=2", "a=1, b=2")]
    [InlineData("no address: me@example.com", "no address: me@example.com")]
    public void An_address_loses_what_is_secret_in_it(string text, string expected) =>
        Assert.Equal(expected, HiddenText.Redact(text));

    [Theory]
    [InlineData("https://hooks.example.com/T1/B2/pw", "https://hooks.example.com/<hidden>")]
    [InlineData("https://hooks.example.com?pw", "https://hooks.example.com/<hidden>")]
    [InlineData("https://hooks.example.com", "https://hooks.example.com")]
    [InlineData("https://hooks.example.com/", "https://hooks.example.com/")]
    [InlineData("/etc/gateway/url", "/etc/gateway/url")]
    public void An_action_loses_the_path_of_its_address_too(string text, string expected) =>
        Assert.Equal(expected, HiddenText.RedactPath(text));
}
