namespace Gateway.Admin.Operation;

/// <summary>A destination that is taken out or in, of whatever kind. It may be gone by a reload at any time.</summary>
/// <param name="group">Its cluster or stream.</param>
/// <param name="destination">Its name in there.</param>
internal abstract class DrainTarget(string group, string destination)
{
    /// <summary>What the group is: <c>cluster</c> or <c>stream</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Its cluster or stream.</summary>
    public string Group => group;

    /// <summary>Its name in there.</summary>
    public string Destination => destination;

    /// <summary>Whether it is out.</summary>
    public abstract bool IsDrained { get; }

    /// <summary>Requests, or connections, that it has.</summary>
    public abstract int Open { get; }

    /// <summary>How many of its group are in.</summary>
    public abstract int Left { get; }

    /// <summary>Takes it out, or in.</summary>
    public abstract void Drain(bool drained);
}
