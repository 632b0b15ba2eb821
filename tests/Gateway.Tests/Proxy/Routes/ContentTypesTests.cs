using Gateway.Proxy.Routes;

namespace Gateway.Tests.Proxy.Routes;

public sealed class ContentTypesTests
{
    [Theory]
    [InlineData("live.m3u8", "application/vnd.apple.mpegurl")]
    [InlineData("1.m4s", "video/iso.segment")]
    [InlineData("1.TS", "video/mp2t")]
    [InlineData("de.vtt", "text/vtt; charset=utf-8")]
    [InlineData("a.opus", "audio/ogg")]
    [InlineData("a.flac", "audio/flac")]
    [InlineData("a.heic", "image/heic")]
    [InlineData("a.jxl", "image/jxl")]
    [InlineData("a.apk", "application/vnd.android.package-archive")]
    [InlineData("a.jsonld", "application/ld+json")]
    [InlineData("a.yaml", "application/yaml")]
    [InlineData("a.yml", "application/yaml")]
    [InlineData("a.toml", "application/toml")]
    [InlineData("a.log", "text/plain; charset=utf-8")]
    [InlineData("a.html", "text/html; charset=utf-8")]
    [InlineData("a.unknown", "application/octet-stream")]
    public void A_type_is_known_by_the_end_of_a_name(string file, string type) =>
        Assert.Equal(type, ContentTypes.Of(file));
}
