using Gateway.Cli;
using Gateway.Hosting;
using Gateway.Hosting.Guard;
using Gateway.Tls;

if (args is [GuardProgram.Argument, var format, var level])
{
    return GuardProgram.Run(format, level);
}

// BEFORE anything that may speak TLS; who cannot be restricted so is told in the log.
_ = TlsSuites.Restrict();
return await new CommandLine(GatewayProcess.RunAsync, Console.Out, Console.Error) { Log = ProcessLog.Create }
    .InvokeAsync(args);
