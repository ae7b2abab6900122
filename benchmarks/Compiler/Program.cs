using System;
using System.Globalization;
using Hal.Benchmarks;

// Compiler generator ROUNDS [GENERATOR...]    cold and keystroke costs of the generator, of an empty one, of LibraryImport and of System.Text.Json
// Compiler analyzers ROUNDS [CODE|SUBJECT...]    own time of the rules beside CA2000 and IDisposableAnalyzers, on four kinds of code; or on those named
// One line for each figure on standard output. dotnet run -c Release --project benchmarks/Compiler -- generator 5
switch (args)
{
    case ["generator", string rounds, .. string[] only]:
        GeneratorCosts.Write(int.Parse(rounds, CultureInfo.InvariantCulture), only);
        return 0;
    case ["analyzers", string rounds, .. string[] only]:
        AnalyzerCosts.Write(int.Parse(rounds, CultureInfo.InvariantCulture), only);
        return 0;
    default:
        Console.Error.WriteLine("Compiler generator ROUNDS [GENERATOR...] | analyzers ROUNDS [CODE|SUBJECT...]");
        return 2;
}
