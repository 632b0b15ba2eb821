using System.IO.Pipes;
using Gateway.Vrrp.Linux;

namespace Lab.Kernel;

/// <summary>What the kernel says of a pipe whose reader has gone: <c>gateway status --watch | head</c> ends.</summary>
[InParallel]
public sealed class OutputPipeTests
{
    [Fact]
    public void A_pipe_is_broken_when_nobody_reads_it_any_more()
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        int descriptor = writer.SafePipeHandle.DangerousGetHandle().ToInt32();

        Assert.False(OutputPipe.IsBrokenAt(descriptor));
        writer.DisposeLocalCopyOfClientHandle();

        Assert.True(OutputPipe.IsBrokenAt(descriptor));
    }

    [Fact]
    public void A_file_is_no_broken_pipe()
    {
        using FileStream file = File.OpenRead("/dev/null");

        Assert.False(OutputPipe.IsBrokenAt(file.SafeFileHandle.DangerousGetHandle().ToInt32()));
    }
}
