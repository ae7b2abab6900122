using Hal.TwoWitnesses;

return CommandLine.Run(args);
