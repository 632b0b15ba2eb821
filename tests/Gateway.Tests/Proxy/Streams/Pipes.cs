using System.IO.Pipelines;

namespace Gateway.Tests.Proxy.Streams;

/// <summary>Two ends of a connection in memory.</summary>
internal static class Pipes
{
    public static (Stream One, Stream Other) Pair()
    {
        var (there, back) = (new Pipe(), new Pipe());
        return (
            new TwoWayStream(back.Reader.AsStream(), there.Writer.AsStream()),
            new TwoWayStream(there.Reader.AsStream(), back.Writer.AsStream()));
    }
}
