using Gateway.Cli;
using Gateway.Hosting;
using Gateway.Hosting.Guard;

return args is [GuardProgram.Argument]
    ? GuardProgram.Run(Console.Error)
    : await new CommandLine(GatewayProcess.RunAsync, Console.Out, Console.Error).InvokeAsync(args);
