namespace Lab;

/// <summary>The class has bounds that hold on a busy machine, and mostly waits: it runs beside other ones.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InParallelAttribute : Attribute
{
    /// <summary>Whether it takes a minute or more: it begins before those that do not.</summary>
    public bool IsLong { get; init; }
}
