using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Proxy.Strictness;

/// <summary>The corpus of malformed requests: each is refused, is the last on its connection, and no part of it is
/// taken for a request by the upstream.</summary>
public sealed partial class MalformedRequestTests(StrictProxy proxy) : IClassFixture<StrictProxy>
{
    public static TheoryData<string> Names => [.. MalformedRequests.All.Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_malformed_request_is_refused_and_ends_its_connection(string name)
    {
        var request = MalformedRequests.All.Single(found => found.Name == name);

        var answer = await proxy.AskAsync(request.Text);

        var statuses = StatusLine().Matches(answer).Select(
            match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(request.Status == MalformedRequest.None ? [] : [request.Status], statuses);
        Assert.Empty(proxy.Reached);
    }

    [Fact]
    public void The_corpus_has_sixty_and_more() => Assert.InRange(MalformedRequests.All.Count(), 60, int.MaxValue);

    [GeneratedRegex(@"HTTP/1\.[01] (\d{3}) ")]
    private static partial Regex StatusLine();
}
