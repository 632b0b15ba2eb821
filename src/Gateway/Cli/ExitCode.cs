namespace Gateway.Cli;

/// <summary>What the program returns to the shell and to systemd.</summary>
internal static class ExitCode
{
    /// <summary>Done, or stopped as asked.</summary>
    public const int Ok = 0;

    /// <summary>Anything that is not the configuration's fault.</summary>
    public const int Failure = 1;

    /// <summary>The configuration is invalid.</summary>
    public const int InvalidConfiguration = 2;

    /// <summary>A plan has changes, and a reload takes them up.</summary>
    public const int Changes = 3;

    /// <summary>A plan has changes that only a restart takes up.</summary>
    public const int ChangesNeedRestart = 4;
}
