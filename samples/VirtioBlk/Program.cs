using System;
using Virtio.Cli;

return CommandLine.Run(args, Console.Out, Console.Error);
