namespace Gateway.Import.Reading;

/// <summary>Something that reading alone finds.</summary>
/// <param name="Position">Where.</param>
/// <param name="Subject">The text that it is about, shortened.</param>
/// <param name="Message">What is wrong, what became of it and what to do: a sentence.</param>
internal sealed record ConfProblem(ConfPosition Position, string Subject, string Message);
