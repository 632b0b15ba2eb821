namespace Benchmarks;

/// <summary>One run of one row by one subject.</summary>
/// <param name="Requests">Answered within the window.</param>
/// <param name="Failed">Requests without an answer of 200, in the whole run.</param>
/// <param name="Processor">CPU time within the window, of the subject alone.</param>
/// <param name="InUserMode">CPU time outside the kernel within the window, to some hundredths of a second.</param>
/// <param name="Memory">Physical memory at the end of the window, in bytes.</param>
/// <param name="Latencies">Of the requests within the window, in milliseconds.</param>
internal sealed record Measurement(
    double Requests, int Failed, TimeSpan Processor, TimeSpan InUserMode, long Memory, double[] Latencies)
{
    /// <summary>CPU microseconds of a request; not a number when there was none.</summary>
    public double Cost => Requests <= 0 ? double.NaN : Processor.TotalMicroseconds / Requests;
}
