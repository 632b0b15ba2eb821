using static Gateway.Tests.Proxy.Strictness.MalformedStreams;

namespace Gateway.Tests.Proxy.Strictness;

/// <summary>The corpus over HTTP/2 (RFC 9113): each ends as the protocol wants it, and no part of it is taken for a
/// request by the upstream.</summary>
public sealed class MalformedStreamTests(StrictProxy proxy) : IClassFixture<StrictProxy>
{
    public static TheoryData<string> Names => [.. MalformedStreams.All.Select(stream => stream.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_malformed_request_over_HTTP_2_is_refused(string name)
    {
        var stream = MalformedStreams.All.Single(found => found.Name == name);

        Assert.Equal(stream.End, await proxy.AskHttp2Async(stream.Frames));
        Assert.Empty(proxy.Reached);
    }

    [Fact]
    public void The_corpus_has_eighty_and_more() => Assert.InRange(MalformedStreams.All.Count(), 80, int.MaxValue);

    // The same letters in the same way: what the corpus has wrong is all that is wrong with it.
    [Fact]
    public async Task A_good_one_passes()
    {
        var get = await proxy.AskHttp2Async(Get([.. Fields(), ("te", "trailers"), ("x-a", "1")]));

        Assert.Equal("200", get);
        Assert.Equal(["GET / "], proxy.Reached);
    }

    [Fact]
    public async Task A_good_one_passes_with_its_body_and_trailers()
    {
        var post = await proxy.AskHttp2Async(
            Http2Frames.Of(
                Http2Frames.Headers, Http2Frames.EndHeaders, 1, Block([.. Fields("POST"), ("content-length", "3")])),
            Http2Frames.Of(Http2Frames.Data, 0, 1, "abc"u8),
            Http2Frames.Of(
                Http2Frames.Headers, Http2Frames.EndHeaders | Http2Frames.EndStream, 1, Block(("x-a", "1"))));

        Assert.Equal("200", post);
        Assert.Equal(["POST / abc"], proxy.Reached);
    }

    // It would end the target in HTTP/1.
    [Fact]
    public async Task A_space_in_a_path_is_escaped_on_the_way()
    {
        _ = await proxy.AskHttp2Async(
            Get([.. Fields().Select(field => field.Name == ":path" ? (":path", "/a HTTP/1.1") : field)]));

        Assert.Equal(["GET /a%20HTTP/1.1 "], proxy.Reached);
    }

    /// <summary>RFC 9113 section 8.3.1: such a request may be refused, or the authority goes on alone.</summary>
    [Fact]
    public async Task A_host_beside_another_authority_reaches_nobody()
    {
        var end = await proxy.AskHttp2Async(Get([.. Fields(), ("host", "evil.example.com")]));

        Assert.Equal(("200", "app.example.com"), (end, proxy.Host));
    }
}
