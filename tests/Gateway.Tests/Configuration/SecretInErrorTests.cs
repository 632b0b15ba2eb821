namespace Gateway.Tests.Configuration;

/// <summary>An error quotes what is wrong, and more people read it than the file: no passwords in it.</summary>
public sealed class SecretInErrorTests
{
    private const string Address = "http://user:hunter2@10.0.0.1:80";

    [Theory]
    [InlineData($"'Sites': {{ 'a.test': '{Address}' }}")]
    [InlineData($"'Sites': {{ 'a.test': {{ 'To': '{Address}' }} }}")]
    [InlineData($"'Sites': {{ 'a.test': {{ 'To': [ {{ 'Address': '{Address}', 'Weight': 0 }} ] }} }}")]
    [InlineData("'Sites': { 'a.test': 'http://10.0.0.1/?api_key=hunter2' }")]
    [InlineData($"'Sites': {{ 'a.test': {{ 'Redirect': '{Address}/{{nothing}}' }} }}")]
    [InlineData($"'Sites': {{ 'a.test': {{ 'To': 'http://a', 'Auth': {{ 'Forward': {{ 'Url': '{Address}' }} }} }} }}")]
    [InlineData($"'Streams': {{ 'a': {{ 'Listen': 81, 'To': '{Address}' }} }}")]
    [InlineData(
        $"'ReverseProxy': {{ 'Clusters': {{ 'a': {{ 'Destinations': {{ 'b': {{ 'Address': '{Address}' }} }} }} }} }}")]
    public async Task No_error_quotes_a_password(string section)
    {
        var result = await ConfigText.WithNodesAsync(section);

        Assert.NotEmpty(result.Errors);
        Assert.All(
            result.Errors,
            error => Assert.DoesNotContain("hunter2", error + error.Message, StringComparison.Ordinal));
        Assert.Contains(
            result.Errors, error => error.Message.Contains("<hidden>", StringComparison.Ordinal));
    }
}
