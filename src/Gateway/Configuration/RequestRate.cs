namespace Gateway.Configuration;

/// <summary>How many requests a client may send.</summary>
/// <param name="PerSecond">In the long run, 1 to 100,000.</param>
/// <param name="Burst">At once, after a quiet time, 1 to 1,000,000.</param>
internal sealed record RequestRate(int PerSecond, int Burst)
{
    /// <summary>What <see cref="Burst"/> is unless the file says otherwise: the requests of two seconds.</summary>
    public static int UsualBurst(int perSecond) => 2 * perSecond;
}
