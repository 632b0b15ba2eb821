namespace Gateway.Support;

/// <summary>Asks another program of the machine.</summary>
/// <param name="program">Its name, without a folder.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="cancellation">Gives up.</param>
/// <returns>What it printed, or why there is nothing: a sentence.</returns>
internal delegate Task<(string? Text, string? Problem)> AskProgram(
    string program, IReadOnlyList<string> arguments, CancellationToken cancellation);
