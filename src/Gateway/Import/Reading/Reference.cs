namespace Gateway.Import.Reading;

/// <summary>A place where a defined parameter stands.</summary>
/// <param name="Start">Where the dollar is.</param>
/// <param name="End">Behind the name or the closing brace.</param>
/// <param name="Value">What stands for it.</param>
internal readonly record struct Reference(int Start, int End, Definition Value);
