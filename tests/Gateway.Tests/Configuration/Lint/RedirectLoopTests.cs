namespace Gateway.Tests.Configuration.Lint;

/// <summary>Redirects that lead to themselves; the other rules are in <see cref="LinterTests"/>.</summary>
public sealed class RedirectLoopTests
{
    [Theory]
    [InlineData("'a.test': { 'Redirect': 'https://a.test{path}' }", "Sites:a.test:Redirect: \"https://a.test{path}\" is \"a.test\"")]
    [InlineData("'a.test': { 'Redirect': 'https://A.test:443{rest}?again=1' }", "Sites:a.test:Redirect: \"https://A.test:443{rest}?again=1\" is \"a.test\"")]
    [InlineData("'*': { 'Redirect': 'https://{host}{path}' }", "Sites:*:Redirect: \"https://{host}{path}\" is \"*\"")]
    [InlineData("'a.test': { 'Aliases': 'b.test', 'Redirect': 'https://b.test{path}' }", "Sites:a.test:Redirect: \"https://b.test{path}\" is \"b.test\"")]
    [InlineData("'a.test': { 'Answer': 200, 'Paths': { '/old': { 'Redirect': '/old{rest}' } } }", "Sites:a.test:Paths:/old:Redirect: \"/old{rest}\" is \"a.test\"")]
    public async Task A_redirect_that_leads_to_itself_is_told(string site, string expected) => Assert.Equal(
        $"warning [redirect-loop] {expected} with the same path again: clients would go round in a loop; name another "
            + "host or path, or what is to answer.",
        Assert.Single(await LintAsync("'Https': '*:443'", site)).Split(": ", 2)[1]);

    [Theory]
    [InlineData("'Https': '*:443'", "'a.test': { 'Redirect': 'https://b.test{path}' }")]
    [InlineData("'Https': '*:443'", "'a.test': { 'Redirect': 'https://a.test:8443{path}' }")]
    [InlineData("'Https': '*:443'", "'*.a.test': { 'Redirect': 'https://a.test{path}' }")]
    [InlineData("'Https': '*:443'", "'a.test': { 'Answer': 200, 'Paths': { '/old': { 'Redirect': '/new{rest}' } } }")]
    [InlineData("'Http': '*:80'", "'a.test': { 'Redirect': 'https://a.test{path}' }")]
    public async Task One_that_leads_elsewhere_is_not(string listen, string site) =>
        Assert.Empty(await LintAsync(listen, site));

    private static async Task<string[]> LintAsync(string listen, string site)
    {
        var result = await ConfigText.WithNodesAsync($"'Listen': {{ {listen} }}, 'Sites': {{ {site} }}");
        _ = ConfigText.Valid(result);
        return [.. result.Warnings.Where(found => found.Id == "redirect-loop").Select(found => found.ToString())];
    }
}
