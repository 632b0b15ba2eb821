namespace Gateway.Cli;

/// <summary>The configuration file when the command line names none.</summary>
internal static class DefaultFile
{
    /// <summary>The name in the working directory.</summary>
    public const string Name = "appsettings.json";

    /// <summary>Where an installed gateway has it.</summary>
    public const string System = "/etc/gateway/appsettings.json";

    /// <summary>The file of the working directory if there is one, else that of the system.</summary>
    public static string Find() => File.Exists(Name) ? Name : System;
}
