namespace Lab;

/// <summary>The class has bounds that hold on a busy machine, and mostly waits: it runs beside another one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InParallelAttribute : Attribute;
