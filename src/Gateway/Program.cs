using Gateway.Cli;
using Gateway.Hosting;

return await new CommandLine(GatewayProcess.RunAsync, Console.Out, Console.Error).InvokeAsync(args);
